"""Splits of beats into training and test beats."""

import math

import numpy as np
from sklearn.model_selection import train_test_split

from evenbeat.beats.table import OF_RECORDS, concatenate, read_beats, select, write_beats
from evenbeat.data.patients import full_name, reject_divided_patients
from evenbeat.runtime.errors import InputError


def split_interpatient(beats, sides, shared=()):
    """Split beats by record, so that no patient has both training and test beats.

    Parameters
    ----------
    beats : dict of str to ndarray
        Needs the columns `record` and `patient`, shape (n,).
    sides : dict of str to str
        Side of each record: "train" or "test"; with any other value the record is left out.
    shared : sequence of str
        Patients whom the published split has on both sides.

    Returns
    -------
    train, test : ndarray of int
        Row numbers, ascending.

    Raises
    ------
    InputError
        If another patient has records on both sides.
    """
    side = np.array([sides[record] for record in beats["record"]])
    _, first = np.unique(beats["record"], return_index=True)
    rows = zip(beats["patient"][first], beats["record"][first], side[first], strict=True)
    reject_divided_patients(rows, shared, "the split interpatient")
    return np.flatnonzero(side == "train"), np.flatnonzero(side == "test")


def split_intrapatient(beats, test_fraction, seed):
    """Split the beats of all records at random, class by class.

    Patients have beats on both sides, so the scores of a classifier are too optimistic. The split
    exists because the method that this project started from used it.

    Parameters
    ----------
    beats : dict of str to ndarray
        Needs the column `label`, shape (n,).
    test_fraction : float
        Share of test beats in each class, as exact as whole beats allow.
    seed : int

    Returns
    -------
    train, test : ndarray of int
        Row numbers, ascending.

    Raises
    ------
    InputError
        If there are too few beats for both sides.
    """
    test = draw_per_class(beats["label"], test_fraction, seed)
    return np.flatnonzero(~test), np.flatnonzero(test)


def draw_per_class(labels, fraction, seed):
    """Draw the same share of each class at random.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
    fraction : float
        Share of all beats, rounded up to whole beats, and of each class as exact as that allows.
    seed : int

    Returns
    -------
    ndarray of bool, shape (n,)
        Whether each beat is drawn. If a class has only one beat, it is not drawn.

    Raises
    ------
    InputError
        If fewer beats are drawn, or fewer are left, than there are classes.
    """
    _, code, counts = np.unique(labels, return_inverse=True, return_counts=True)
    rows = np.flatnonzero(counts[code] > 1)
    drawn = np.zeros(len(labels), dtype=bool)
    number, classes = math.ceil(fraction * len(rows)), np.count_nonzero(counts > 1)
    if min(number, len(rows) - number) < max(classes, 1):
        raise InputError(
            f"a share of {fraction:g} is {number} of {len(rows)} beats, but {classes} classes have "
            "two beats or more; expected at least one beat of each class on both sides. Add "
            "records to the records table, or choose a share nearer to 0.5."
        )
    # scikit-learn does not accept a seed above 2^32.
    draws = np.random.RandomState(np.random.MT19937(seed))
    _, picked = train_test_split(rows, test_size=number, random_state=draws, stratify=labels[rows])
    drawn[picked] = True
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
            f"no {side} beat has class {', '.join(missing)}; expected beats of each of "
            f"{', '.join(classes)}. Remove the class from the split's `classes` in the "
            "configuration, or add a record that has it."
        )


def write_split(paths, tables, rows, classes, attributes):
    """Write the training and test beats of a split that belong to its classes.

    Parameters
    ----------
    paths : object with attributes `train` and `test`
        The files to write.
    tables : sequence of str
        Table of all beats of each database.
    rows : tuple of ndarray of int
        Row numbers of training and test beats in all tables, one after the other.
    classes : sequence of str
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If a side lacks a class, or a database has records but no beat of the classes on a side.
    """
    parts, start = {"train": [], "test": []}, 0
    for path in tables:
        beats = read_beats(path)
        end = start + len(beats["label"])
        own = [of_side[(of_side >= start) & (of_side < end)] - start for of_side in rows]
        measured = [one[np.isin(beats["label"][one], classes)] for one in own]
        check_any(own, measured, classes, path)
        for of_side, one in zip(parts.values(), measured, strict=True):
            of_side.append(select(beats, one))
        start = end
    for side, of_side in parts.items():
        table = concatenate(of_side)
        check_classes(table["label"], classes, side)
        write_beats(getattr(paths, side), table, attributes | {"side": side})


def check_any(own, measured, classes, path):
    """Check that a database has beats of a split's classes on each side where it has records.

    Parameters
    ----------
    own, measured : sequence of ndarray of int
        By side, rows of all beats of the database, and rows of its beats of these classes.
    classes : sequence of str
        Classes of the split.
    path : str or Path
        The beats, for the error message.

    Raises
    ------
    InputError
        If it has no such beats.
    """
    pairs = [(len(all_of), len(found)) for all_of, found in zip(own, measured, strict=True)]
    if not any(map(sum, pairs)) or any(beats and not kept for beats, kept in pairs):
        counts = " and ".join(
            f"{found} of {all_of} {side} beats"
            for side, (all_of, found) in zip(("training", "test"), pairs, strict=True)
        )
        raise InputError(
            f"{path}: {counts} have a class of {', '.join(classes)}; expected such beats on each "
            "side with records. Check the database's symbols and its records table, or remove it "
            "from run.databases."
        )


def write_external(path, beats, sides, classes, attributes):
    """Write the beats of an external database, which are all test beats.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray
    sides : dict of str to str
        Side of each record in the database's own split. Records on neither side are left out.
    classes : sequence of str
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If the database has no beat of a class.
    """
    inside = np.isin([sides[record] for record in beats["record"]], ("train", "test"))
    table = select(beats, inside & np.isin(beats["label"], classes))
    check_classes(table["label"], classes, "external")
    write_beats(path, table, attributes | {"side": "test"})


def write_database_test(path, beats, database, attributes):
    """Write the test beats of a split that are of one database.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray
        Test beats.
    database : str
    attributes : dict
        Provenance of the test beats.
    """
    prefix = full_name(database, "")
    own = np.char.startswith(np.asarray(attributes["records"], dtype=str), prefix)
    described = {name: np.asarray(attributes[name])[own].tolist() for name in OF_RECORDS}
    described |= {"split": f"interpatient_{database}", "databases": [database]}
    rows = np.char.startswith(beats["record"], prefix)
    write_beats(path, select(beats, rows), attributes | described)
