"""Weights of beats that balance the classes in the fit of a classifier."""

import numpy as np


def weight_beats(training_set, power):
    """Weight beats by their class, on top of their own weights.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    power : float
        Each class weighs its number of beats, each by its weight, to the power of minus this.

    Returns
    -------
    ndarray of float, shape (n,)
        With the same sum as the beats' own weights.
    """
    target, weight = training_set.target, training_set.weight.astype(float)
    counts = np.bincount(target, weights=weight)
    factor = np.power(counts, -float(power), out=np.zeros_like(counts), where=counts > 0)
    if power:
        factor *= counts.sum() / (factor * counts).sum()
    return weight * factor[target]
