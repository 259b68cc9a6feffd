"""Splits of beats into training and test beats."""

import numpy as np

from evenbeat.beats.table import select, write_beats
from evenbeat.runtime.errors import InputError


def split_interpatient(beats, sides):
    """Split beats by record, so that no record has both training and test beats.

    Parameters
    ----------
    beats : dict of str to ndarray
        Needs the column `record`, shape (n,).
    sides : dict of str to str
        Side of each record: "train" or "test"; with any other value the record is left out.

    Returns
    -------
    train, test : ndarray of int
        Row numbers, ascending.
    """
    side = np.array([sides[record] for record in beats["record"]])
    return np.flatnonzero(side == "train"), np.flatnonzero(side == "test")


def split_intrapatient(beats, test_fraction, seed):
    """Split the beats of all records at random, class by class.

    Patients have beats on both sides, so the scores of a classifier are too optimistic. The split
    is kept because the method that this project started from uses it.

    Parameters
    ----------
    beats : dict of str to ndarray
        Needs the column `label`, shape (n,).
    test_fraction : float
        Share of test beats in each class, rounded to whole beats.
    seed : int

    Returns
    -------
    train, test : ndarray of int
        Row numbers, ascending.
    """
    test = draw_per_class(beats["label"], test_fraction, seed)
    return np.flatnonzero(~test), np.flatnonzero(test)


def draw_per_class(labels, fraction, seed):
    """Draw the same share of each class at random.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
    fraction : float
        Share of each class, rounded to whole beats.
    seed : int

    Returns
    -------
    ndarray of bool, shape (n,)
        Whether each beat is drawn.
    """
    rng = np.random.default_rng(seed)
    drawn = np.zeros(len(labels), dtype=bool)
    for name in np.unique(labels):
        rows = np.flatnonzero(labels == name)
        drawn[rng.permutation(rows)[: round(fraction * len(rows))]] = True
    return drawn


def check_classes(labels, classes, side):
    """Check that a side of a split has beats of every class.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
        Labels of the side's beats.
    classes : sequence of str
        Classes of the split.
    side : str
        Name of the side, for the error message.

    Raises
    ------
    InputError
        If a class has no beat.
    """
    missing = sorted(set(classes) - set(labels))
    if missing:
        raise InputError(
            f"no {side} beat is of class {', '.join(missing)}; the split is configured for "
            f"{', '.join(classes)}. Take the class out of the split's list in the configuration "
            "or add a record that has it."
        )


def write_split(paths, beats, train, test, classes, attributes):
    """Write the training and test beats of a split that belong to its classes.

    Parameters
    ----------
    paths : object with attributes `train` and `test`
        The files to write.
    beats : dict of str to ndarray
    train, test : ndarray of int
        Row numbers.
    classes : sequence of str
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If a side has no beat of a class.
    """
    measured = np.isin(beats["label"], classes)
    for side, rows in (("train", train), ("test", test)):
        table = select(beats, rows[measured[rows]])
        check_classes(table["label"], classes, side)
        write_beats(getattr(paths, side), table, attributes | {"side": side})


def write_external(path, beats, sides, classes, attributes):
    """Write the beats of an external database, which are all test beats.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray
    sides : tuple of ndarray of int
        Row numbers of the two sides of the database's own split. Beats of neither are left out.
    classes : sequence of str
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If the database has no beat of a class.
    """
    table = select(beats, np.sort(np.concatenate(sides)))
    table = select(table, np.isin(table["label"], classes))
    check_classes(table["label"], classes, "external")
    write_beats(path, table, attributes | {"side": "test"})
