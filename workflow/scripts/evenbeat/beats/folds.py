"""Folds of the training patients, for cross-validation."""

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from evenbeat.beats.table import select, write_beats
from evenbeat.runtime.errors import InputError


def assign_folds(labels, patients, folds):
    """Divide patients into folds that have about the same share of each class.

    A few patients have most beats of a rare class, so the folds are not equal.

    Parameters
    ----------
    labels, patients : ndarray of str, shape (n,)
        Class and patient of each training beat.
    folds : int
        Number of folds, at most the number of patients and of the beats of a class.

    Returns
    -------
    ndarray of int, shape (n,)
        Fold of each beat, counted from 0. It does not depend on the order of the beats.

    Raises
    ------
    InputError
        If there are more folds than patients, or than beats of any class.

    Notes
    -----
    Nothing is drawn: scikit-learn places the patients in the order of how unequal their classes
    are, and shuffling would change the order of equal ones only.
    """
    number = len(np.unique(patients))
    most = np.unique(labels, return_counts=True)[1].max()
    if folds > min(number, most):
        what = (
            f"{number} patients are" if folds > number else f"{most} beats of a class at most are"
        )
        raise InputError(
            f"{what} in training, which cannot be divided into {folds} folds: lower tuning.folds"
        )
    found = np.empty(len(labels), dtype=int)
    division = StratifiedGroupKFold(folds).split(labels, labels, patients)
    for fold, (_, rows) in enumerate(division):
        found[rows] = fold
    return found


def write_fold(paths, beats, folds, fold, attributes):
    """Write the beats of one fold for validation, and those of all other folds for training.

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
        If there are more folds than patients, or than beats of any class.
    """
    here = assign_folds(beats["label"], beats["patient"], folds) == fold
    for side, rows in (("train", ~here), ("validation", here)):
        write_beats(getattr(paths, side), select(beats, rows), attributes | {"side": side})
