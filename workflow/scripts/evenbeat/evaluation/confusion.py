"""Measures of confusion matrices: sensitivity, positive predictive value and F1 of each class."""

import numpy as np


def class_f1(confusion):
    """Compute the F1 of each class.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (..., k)
        Zero for a class that neither occurs nor is predicted.
    """
    hits, labelled, predicted = _count(confusion)
    return _share(2 * hits, labelled + predicted)


def sensitivity(confusion):
    """Compute the sensitivity of each class: the share of its beats that is predicted correctly.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (..., k)
        Zero for a class without beats.
    """
    hits, labelled, _ = _count(confusion)
    return _share(hits, labelled)


def positive_predictive_value(confusion):
    """Compute the positive predictive value of each class: the correct share of its predictions.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (..., k)
        Zero for a class that is never predicted.
    """
    hits, _, predicted = _count(confusion)
    return _share(hits, predicted)


def accuracy(confusion):
    """Compute the share of all beats that is predicted correctly.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.

    Returns
    -------
    ndarray of float, shape (...)
        Zero without beats.
    """
    hits, labelled, _ = _count(confusion)
    return _share(hits.sum(axis=-1), labelled.sum(axis=-1))


def _count(confusion):
    """Count correctly predicted beats, labels and predictions of each class."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    return hits, confusion.sum(axis=-1), confusion.sum(axis=-2)


def _share(part, whole):
    """Divide counts, with zero for an empty whole."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


def name_measures(classes):
    """Name the measures that `measure_all` computes.

    Parameters
    ----------
    classes : sequence of str

    Returns
    -------
    list of str

    Examples
    --------
    >>> name_measures(["N", "S"])[:5]
    ['macro_f1', 'accuracy', 'f1_N', 'f1_S', 'sensitivity_N']
    """
    of_class = ("f1", "sensitivity", "positive_predictive_value")
    names = (f"{measure}_{name}" for measure in of_class for name in classes)
    return ["macro_f1", "accuracy", *names]


def measure_all(confusion, scored=slice(None)):
    """Compute all measures.

    Parameters
    ----------
    confusion : ndarray of int, shape (..., k, k)
        Rows are the labels, columns the predictions.
    scored : list of int or slice
        Indices of the classes that macro-F1 is the mean of; all by default.

    Returns
    -------
    ndarray of float, shape (..., 2 + 3 k)
        Macro-F1 and accuracy, then F1, sensitivity and positive predictive value, each for all
        classes.
    """
    f1 = class_f1(confusion)
    macro = f1[..., scored].mean(axis=-1, keepdims=True)
    parts = (f1, sensitivity(confusion), positive_predictive_value(confusion))
    return np.concatenate([macro, accuracy(confusion)[..., None], *parts], axis=-1)
