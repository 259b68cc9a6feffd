"""Folds of training beats by patient, on which everything is chosen."""

import numpy as np

from evenbeat.beats.table import select, write_beats
from evenbeat.runtime.errors import InputError


def divide_patients(labels, patients, folds):
    """Divide patients into folds that have about the same share of each class.

    Those with the largest shares come first, each into the fold that so far has least of what it
    has. Few patients have most beats of a rare class, so that the folds cannot be alike.

    Parameters
    ----------
    labels, patients : ndarray of str, shape (n,)
        Of the training beats.
    folds : int
        At most as many as there are patients.

    Returns
    -------
    ndarray of int, shape (n,)
        Fold of each beat, from 0 on; it does not depend on the order of the beats.

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
    """Write the training beats of all other folds, and those of one, by which they are judged.

    Parameters
    ----------
    paths : object with attributes `train` and `validation`
    beats : dict of str to ndarray
        Training beats.
    folds, fold : int
    attributes : dict
        Provenance.
    """
    here = divide_patients(beats["label"], beats["patient"], folds) == fold
    for side, rows in (("train", ~here), ("validation", here)):
        write_beats(getattr(paths, side), select(beats, rows), attributes | {"side": side})
