"""Folds of the training patients, for cross-validation."""

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from evenbeat.beats.table import select, write_beats
from evenbeat.runtime.errors import InputError


def assign_folds(labels, patients, folds):
    """Divide patients into folds that have about the same share of each class.

    The folds are not equal, because a few patients have most beats of a rare class.

    Parameters
    ----------
    labels, patients : ndarray of str, shape (n,)
        Class and patient of each training beat.
    folds : int
        Number of folds, at most the number of patients and of the beats of the largest class.

    Returns
    -------
    ndarray of int, shape (n,)
        Fold of each beat, counted from 0. It does not depend on the order of the beats.

    Raises
    ------
    InputError
        If there are more folds than patients, or than beats of the largest class.

    Notes
    -----
    Nothing is random: scikit-learn sorts the patients by how unequal their classes are, and
    shuffling would only change the order of patients with equal values.
    """
    number = len(np.unique(patients))
    most = np.unique(labels, return_counts=True)[1].max()
    if folds > min(number, most):
        found = f"{number} patients" if folds > number else f"{most} beats of the largest class"
        raise InputError(
            f"there are only {found} in training, but {folds} folds. Lower the number of folds in "
            "the configuration: tuning.folds, or learning_curve.folds for the learning curve."
        )
    found = np.empty(len(labels), dtype=int)
    division = StratifiedGroupKFold(folds).split(labels, labels, patients)
    for fold, (_, rows) in enumerate(division):
        found[rows] = fold
    return found


def write_fold(paths, beats, folds, fold, attributes):
    """Write the beats of one fold for validation, and the beats of all other folds for training.

    Parameters
    ----------
    paths : object with attributes `train` and `validation`
        The files to write.
    beats : dict of str to ndarray
        Training beats.
    folds : int
        Number of folds.
    fold : int
        The fold for validation, counted from 0.
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If there are more folds than patients, or than beats of the largest class.
    """
    here = assign_folds(beats["label"], beats["patient"], folds) == fold
    for side, rows in (("train", ~here), ("validation", here)):
        write_beats(getattr(paths, side), select(beats, rows), attributes | {"side": side})
