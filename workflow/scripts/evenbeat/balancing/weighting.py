"""Weights of classes and of added beats in the loss."""

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
    weight = weight_beats(real, power).astype(np.float32)
    return dataclasses.replace(real, weight=weight)


def weight_beats(training_set, power):
    """Multiply the weights of beats by a weight of their class.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    power : float
        The weight of a class is the sum of its beats' weights to the power of minus `power`.

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
