"""Samplers of beats in imbalanced-learn's protocol, for one's own pipelines."""

from evenbeat.samplers.gan import FlowSampler, GANSampler
from evenbeat.samplers.transplant import TransplantSampler

__all__ = ["FlowSampler", "GANSampler", "TransplantSampler"]
