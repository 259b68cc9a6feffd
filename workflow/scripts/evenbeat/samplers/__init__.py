"""Samplers of beats with the interface of imbalanced-learn, for the user's own pipelines."""

from evenbeat.samplers.gan import FlowSampler, GANSampler
from evenbeat.samplers.transplant import TransplantSampler

__all__ = ["FlowSampler", "GANSampler", "TransplantSampler"]
