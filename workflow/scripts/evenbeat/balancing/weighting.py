"""Weights in the loss, of classes and of added beats."""

import dataclasses

import numpy as np


def weigh_classes(real, power):
    """Weigh each class by its count to the power of minus `power`.

    Parameters
    ----------
    real : TrainingSet
    power : float

    Returns
    -------
    TrainingSet
        Whose weights have the mean one over beats.
    """
    counts = np.bincount(real.target).astype(float)
    weight = np.power(counts, -power, out=np.zeros_like(counts), where=counts > 0)
    weight *= counts.sum() / (weight * counts).sum()
    return dataclasses.replace(real, weight=weight[real.target].astype(np.float32))


def weigh_added(training_set, weight):
    """Give the beats that were added to the real ones, which have theirs, a weight in the loss.

    Parameters
    ----------
    training_set : TrainingSet
        With weights for the real beats alone, which come first.
    weight : float

    Returns
    -------
    TrainingSet
        With a weight for each beat.
    """
    added = len(training_set.target) - len(training_set.weight)
    weights = np.append(training_set.weight, np.full(added, weight, dtype=np.float32))
    return dataclasses.replace(training_set, weight=weights)
