"""Samplers of beats in imbalanced-learn's protocol, for one's own pipelines."""

from evenbeat.samplers.transplant import TransplantSampler

__all__ = ["TransplantSampler"]
