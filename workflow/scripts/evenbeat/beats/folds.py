"""Folds of the training patients, for cross-validation."""

import numpy as np

from evenbeat.beats.table import select, write_beats
from evenbeat.runtime.errors import InputError


def assign_folds(labels, patients, folds):
    """Divide patients into folds that have about the same share of each class.

    Patients with the largest share of a class come first. Each patient joins the fold that has the
    fewest beats of the patient's classes so far. A few patients have most beats of a rare class,
    so the folds are not equal.

    Parameters
    ----------
    labels, patients : ndarray of str, shape (n,)
        Class and patient of each training beat.
    folds : int
        Number of folds, at most the number of patients.

    Returns
    -------
    ndarray of int, shape (n,)
        Fold of each beat, counted from 0. It does not depend on the order of the beats.

    Raises
    ------
    InputError
        If there are more folds than patients.
    """
    names, where = np.unique(patients, return_inverse=True)
    if folds > len(names):
        raise InputError(
            f"{len(names)} patients are in training, which cannot be divided into {folds} folds: "
            "lower tuning.folds"
        )
    classes = np.unique(labels)
    counts = np.array(
        [[np.sum(labels[where == p] == c) for c in classes] for p in range(len(names))]
    )
    shares = counts / counts.sum(axis=0)
    fold_of = np.empty(len(names), dtype=int)
    load = np.zeros((folds, len(classes)))
    sizes = np.zeros(folds, dtype=int)
    for patient in np.lexsort((np.arange(len(names)), -shares.max(axis=1))):
        # Of folds that have equally little, the one with fewer patients.
        fold = np.lexsort((np.arange(folds), sizes, (load @ shares[patient]).round(9)))[0]
        fold_of[patient] = fold
        load[fold] += shares[patient]
        sizes[fold] += 1
    return fold_of[where]


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
        If there are more folds than patients.
    """
    here = assign_folds(beats["label"], beats["patient"], folds) == fold
    for side, rows in (("train", ~here), ("validation", here)):
        write_beats(getattr(paths, side), select(beats, rows), attributes | {"side": side})
