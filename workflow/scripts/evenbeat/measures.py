"""Measures of confusion matrices: sensitivity, positive predictive value and F1 of each class."""

import numpy as np


def class_f1(confusion):
    """Compute each class's F1 from confusion matrices.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (..., k)
        Zero for a class that neither occurs nor is predicted.
    """
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    both = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return np.divide(2 * hits, both, out=np.zeros(hits.shape), where=both > 0)


def sensitivity(confusion):
    """Compute each class's share of beats that are found; zero for a class without beats.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Beats by label, then by prediction.

    Returns
    -------
    ndarray of float, shape (..., k)
    """
    return _share(confusion, -1)


def positive_predictive_value(confusion):
    """Compute the share of right ones among the beats taken for each class; zero where none are.

    Parameters and result as of `sensitivity`.
    """
    return _share(confusion, -2)


def _share(confusion, axis):
    hits, all_of_it = np.diagonal(confusion, axis1=-2, axis2=-1), confusion.sum(axis=axis)
    return np.divide(hits, all_of_it, out=np.zeros(hits.shape), where=all_of_it > 0)


def name_measures(classes):
    """Name what `measure_all` computes.

    Examples
    --------
    >>> name_measures(["N", "S"])[:4]
    ['macro_f1', 'f1_N', 'f1_S', 'sensitivity_N']
    """
    of_class = ("f1", "sensitivity", "positive_predictive_value")
    return ["macro_f1", *(f"{measure}_{name}" for measure in of_class for name in classes)]


def measure_all(confusion):
    """Compute all measures of confusion matrices.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (..., 1 + 3 k)
        Macro-F1; F1 of each class, sensitivity of each, positive predictive value of each.
    """
    f1 = class_f1(confusion)
    parts = (f1, sensitivity(confusion), positive_predictive_value(confusion))
    return np.concatenate([f1.mean(axis=-1, keepdims=True), *parts], axis=-1)
