"""The table of beats, one row per beat.

In memory it is a dict of arrays of equal length, on disk an HDF5 file of datasets.
"""

import h5py
import numpy as np

from evenbeat.data.aami import CLASSES
from evenbeat.io.hdf5 import open_hdf5, write_datasets
from evenbeat.runtime.errors import InputError

UNITS = {
    "waveform": "scaled lead, pure number",
    "template": "the record's median usual beat, scaled lead, pure number",
    "rhythm": "natural logarithm of a ratio of RR intervals",
    "features": "named in the attribute features; beat compared with its template, see "
    "evenbeat.beats.features",
    "label": "AAMI EC57 class",
    "symbol": "WFDB annotation symbol",
    "sample": "sample of the annotation in its record",
    "record": "<database>/<record>",
    "patient": "<database>/<patient>",
}

# The columns that a classifier uses.
FEATURES = ("waveform", "template", "rhythm")

# NumPy's kind of each stored column, and its number of dimensions.
KINDS = {
    "waveform": ("f", 2),
    "template": ("f", 2),
    "rhythm": ("f", 2),
    "features": ("f", 2),
    "label": ("S", 1),
    "symbol": ("S", 1),
    "sample": ("i", 1),
    "record": ("S", 1),
    "patient": ("S", 1),
}
KIND_NAMES = {"f": "floating-point", "S": "byte string", "i": "integer"}
# Attributes of a table with a value for each record, by the name of the value.
OF_RECORDS = {
    "records": "record",
    "leads": "lead",
    "record_sampling_rates": "record_sampling_rate",
    "annotated_beats": "annotated_beats",
    "beats_outside": "beats_outside",
    "close_beats": "close_beats",
    "merged_annotations": "merged_annotations",
}


def write_beats(path, beats, attributes):
    """Write a table of beats.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray, each of length n
        Columns named in `UNITS`; `waveform` and `template` are (n, length), `rhythm` (n, 6),
        `features` (n, k), the others (n,).
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    columns = {
        # h5py stores text of fixed length only as bytes.
        name: (
            np.char.encode(column, "utf-8") if column.dtype.kind == "U" else column,
            UNITS[name],
        )
        for name, column in beats.items()
    }
    write_datasets(path, columns, attributes, repetitive=("template",))


def read_beats(path, columns=tuple(UNITS)):
    """Read columns of a table of beats.

    Parameters
    ----------
    path : str or Path
    columns : sequence of str

    Returns
    -------
    dict of str to ndarray

    Raises
    ------
    InputError
        If the file cannot be read, lacks a column, or a column is not as expected.
    """
    with open_hdf5(path) as file:
        missing = [name for name in columns if not isinstance(file.get(name), h5py.Dataset)]
        if missing:
            raise InputError(
                f"{path} has no column {', '.join(missing)}: it is not a table of beats, or was "
                "edited. Delete it and run again."
            )
        beats = {name: np.asarray(file[name][()]) for name in columns}
    rows = max(column.shape[:1] for column in beats.values())
    for name, column in beats.items():
        _check_column(path, name, column, rows)
    return {
        name: np.char.decode(column, "utf-8", "replace") if column.dtype.kind == "S" else column
        for name, column in beats.items()
    }


def _check_column(path, name, column, rows):
    """Reject a column that another program has changed."""
    kind, dimensions = KINDS[name]
    if column.dtype.kind != kind or column.ndim != dimensions or column.shape[:1] != rows:
        raise InputError(
            f"{path}: column {name} has shape {column.shape} and type {column.dtype}; expected "
            f"{KIND_NAMES[kind]} values in {dimensions} dimensions, with as many rows as the other "
            "columns. Delete it and run again."
        )
    if kind == "f" and not np.isfinite(column).all():
        raise InputError(
            f"{path}: column {name} has {np.count_nonzero(~np.isfinite(column))} values that are "
            "not finite. Delete it and run again."
        )
    if name == "label" and not np.isin(column, np.array(CLASSES, dtype="S")).all():
        raise InputError(
            f"{path}: column label has {sorted(set(column.tolist()))}; expected only "
            f"{', '.join(CLASSES)}. Delete it and run again."
        )


def read_attributes(path):
    """Read the provenance of a file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict

    Raises
    ------
    InputError
        If the file cannot be read.
    """
    with open_hdf5(path) as file:
        return dict(file.attrs)


def concatenate(tables):
    """Concatenate tables row by row.

    Parameters
    ----------
    tables : sequence of dict of str to ndarray
        At least one; all with the columns of the first.

    Returns
    -------
    dict of str to ndarray
    """
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def select(beats, rows):
    """Select rows of a table by mask or by index.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
    rows : ndarray of bool, shape (n,), or of int, shape (m,)

    Returns
    -------
    dict of str to ndarray
        The same columns, each of length m.
    """
    return {name: column[rows] for name, column in beats.items()}


def join_features(beats):
    """Join the columns that a classifier uses into one matrix.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        A table with at least the columns of `FEATURES`.

    Returns
    -------
    ndarray of float, shape (n, d)
        The columns side by side, in the order of `FEATURES`.
    """
    return np.hstack([beats[name] for name in FEATURES])


def part_features(rows, like):
    """Split rows into the columns that a classifier uses; the inverse of `join_features`.

    Parameters
    ----------
    rows : ndarray of float, shape (n, d)
    like : dict of str to ndarray
        A table whose columns have the same widths.

    Returns
    -------
    dict of str to ndarray of float32

    Examples
    --------
    >>> import numpy as np
    >>> like = {name: np.zeros((1, 2)) for name in FEATURES}
    >>> part_features(np.arange(6.0)[None], like)["template"].tolist()
    [[2.0, 3.0]]
    """
    ends = np.cumsum([like[name].shape[1] for name in FEATURES])[:-1]
    parts = np.split(rows.astype(np.float32), ends, axis=1)
    return dict(zip(FEATURES, parts, strict=True))


def count_classes(labels, classes):
    """Count the beats of each class.

    Parameters
    ----------
    labels : ndarray of str, shape (n,)
    classes : sequence of str

    Returns
    -------
    dict of str to int

    Examples
    --------
    >>> import numpy as np
    >>> count_classes(np.array(["N", "V", "N"]), ["N", "F", "V"])
    {'N': 2, 'F': 0, 'V': 1}
    """
    return {name: int(np.count_nonzero(labels == name)) for name in classes}
