"""Which beats train and which test."""

import numpy as np

from evenbeat.beats.table import select, write_beats
from evenbeat.runtime.errors import InputError


def split_interpatient(beats, sides):
    """Divide by record, so that no test record is seen in training.

    Parameters
    ----------
    beats : dict of str to ndarray
        Needs `record`, shape (n,).
    sides : dict of str to str
        Side of each record: "train", "test", or anything else to leave it out.

    Returns
    -------
    train, test : ndarray of int
        Row numbers, ascending.
    """
    side = np.array([sides[record] for record in beats["record"]])
    return np.flatnonzero(side == "train"), np.flatnonzero(side == "test")


def split_intrapatient(beats, test_fraction, seed):
    """Divide the beats of all records at random, class by class.

    Every patient is on both sides, which flatters a classifier; kept because the method that
    this project began with did it so.

    Parameters
    ----------
    beats : dict of str to ndarray
        Needs `label`, shape (n,).
    test_fraction : float
        Share of each class, rounded, that tests.
    seed : int

    Returns
    -------
    train, test : ndarray of int
        Row numbers, ascending.
    """
    test = draw_per_class(beats["label"], test_fraction, seed)
    return np.flatnonzero(~test), np.flatnonzero(test)


def draw_per_class(labels, fraction, seed):
    """Draw the same share of each class.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
    fraction : float
        Of each class, rounded to whole beats.
    seed : int

    Returns
    -------
    ndarray of bool, shape (n,)
        Which beats were drawn.
    """
    rng = np.random.default_rng(seed)
    drawn = np.zeros(len(labels), dtype=bool)
    for name in np.unique(labels):
        rows = np.flatnonzero(labels == name)
        drawn[rng.permutation(rows)[: round(fraction * len(rows))]] = True
    return drawn


def check_classes(labels, classes, side):
    """Reject a side of a split that lacks a class on which the split is measured.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Of the side's beats.
    classes : sequence of str
    side : str
        For the error message.

    Raises
    ------
    InputError
    """
    missing = sorted(set(classes) - set(labels))
    if missing:
        raise InputError(
            f"no {side} beat is of class {', '.join(missing)}; the split is configured for "
            f"{', '.join(classes)}. Take the class out of the split's list in the configuration "
            "or add a record that has it."
        )


def write_split(paths, beats, train, test, classes, attributes):
    """Write both sides of a split, beats of the split's classes only.

    Parameters
    ----------
    paths : object with attributes `train` and `test`
    beats : dict of str to ndarray
    train, test : ndarray of int
        Row numbers.
    classes : sequence of str
    attributes : dict
        Provenance.
    """
    measured = np.isin(beats["label"], classes)
    for side, rows in (("train", train), ("test", test)):
        table = select(beats, rows[measured[rows]])
        check_classes(table["label"], classes, side)
        write_beats(getattr(paths, side), table, attributes | {"side": side})


def write_external(path, beats, sides, classes, attributes):
    """Write the test beats of a database that nothing is trained on: those of both its sides.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray
    sides : tuple of ndarray of int
        Row numbers of its sides for training and test; records that belong to neither stay out.
    classes : sequence of str
    attributes : dict
        Provenance.
    """
    table = select(beats, np.sort(np.concatenate(sides)))
    table = select(table, np.isin(table["label"], classes))
    check_classes(table["label"], classes, "external")
    write_beats(path, table, attributes | {"side": "test"})
