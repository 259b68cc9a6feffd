"""Weights in the loss: of classes, and of added beats."""

import dataclasses

import numpy as np


def weight_classes(real, power):
    """Weight each class by its number of beats to the power of minus `power`.

    Parameters
    ----------
    real : TrainingSet
    power : float
        0 for equal weights, 1 for weights inversely proportional to the number of beats.

    Returns
    -------
    TrainingSet
        The mean weight of the beats is one.
    """
    counts = np.bincount(real.target).astype(float)
    weight = np.power(counts, -power, out=np.zeros_like(counts), where=counts > 0)
    weight *= counts.sum() / (weight * counts).sum()
    return dataclasses.replace(real, weight=weight[real.target].astype(np.float32))


def weight_added_beats(training_set, weight):
    """Set the weight of the added beats in the loss.

    Parameters
    ----------
    training_set : TrainingSet
        With weights for the real beats only, which come first.
    weight : float

    Returns
    -------
    TrainingSet
        With a weight for each beat.
    """
    added = len(training_set.target) - len(training_set.weight)
    weights = np.append(training_set.weight, np.full(added, weight, dtype=np.float32))
    return dataclasses.replace(training_set, weight=weights)
