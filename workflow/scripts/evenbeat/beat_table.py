"""The table of beats, one row each, that every stage after the signal hands on.

In memory it is a dict of arrays of one length; on disk an HDF5 file of datasets.
"""

import numpy as np

from evenbeat.files import open_hdf5, write_datasets

UNITS = {
    "waveform": "scaled lead, pure number",
    "rhythm": "natural logarithm of a ratio of RR intervals",
    "label": "AAMI EC57 class",
    "symbol": "WFDB annotation symbol",
    "sample": "sample of the annotation in its record",
    "record": "record name",
    "patient": "patient name",
}


def write_beats(path, beats, attributes):
    """Write a table of beats.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray, each of length n
        Columns named in `UNITS`; `waveform` is (n, length), `rhythm` (n, 4), the others (n,).
    attributes : dict
        Provenance.
    """
    columns = {
        # HDF5 has no fixed-length unicode; names and classes are ASCII.
        name: (column.astype("S") if column.dtype.kind == "U" else column, UNITS[name])
        for name, column in beats.items()
    }
    write_datasets(path, columns, attributes)


def read_beats(path, columns=tuple(UNITS)):
    """Read a table of beats, or some of its columns.

    Parameters
    ----------
    path : str or Path
    columns : sequence of str
        Those of them that the file has are read.

    Returns
    -------
    dict of str to ndarray
    """
    with open_hdf5(path) as file:
        beats = {name: file[name][()] for name in columns if name in file}
    return {
        name: column.astype("U") if column.dtype.kind == "S" else column
        for name, column in beats.items()
    }


def read_attributes(path):
    """Read a file's provenance as a dict."""
    with open_hdf5(path) as file:
        return dict(file.attrs)


def concatenate(tables):
    """Put tables one below the other.

    Parameters
    ----------
    tables : sequence of dict
        At least one; all with the columns of the first.
    """
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


def select(beats, rows):
    """Take some rows of a table, by mask or by index."""
    return {name: column[rows] for name, column in beats.items()}


def count_classes(labels, classes):
    """Count the beats of each class.

    Examples
    --------
    >>> count_classes(np.array(["N", "V", "N"]), ["N", "F", "V"])
    {'N': 2, 'F': 0, 'V': 1}
    """
    return {name: int(np.count_nonzero(labels == name)) for name in classes}
