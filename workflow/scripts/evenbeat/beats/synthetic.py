"""Files of synthetic beats of one class: a classifier's columns, the patient, the beat's row."""

from pathlib import Path

import numpy as np

from evenbeat.beats.table import FEATURES
from evenbeat.io.checksum_trailer import checksummed_file, verify_checksum
from evenbeat.runtime.errors import InputError

COLUMNS = (*FEATURES, "patient", "row")


def pack_beats(waveform, template, rhythm, patient, row):
    """Pack columns into one structured array, which a .npy file can hold.

    Parameters
    ----------
    waveform, template : ndarray of float, shape (n, length)
        At the scale of the data.
    rhythm : ndarray of float, shape (n, 6)
    patient : ndarray of str, shape (n,)
        The patient for whom each beat was generated; empty if for no particular patient.
    row : ndarray of int, shape (n,)
        Number of each beat among all generated beats, from 0. It stays when beats are selected.

    Returns
    -------
    ndarray, shape (n,)
        With the fields waveform, template, rhythm (float32), patient (UTF-8 bytes) and row (int32).
    """
    patient = np.asarray(patient, dtype=str)
    names = np.char.encode(patient, "utf-8")
    # The same width for a subset of the beats as for all of them.
    width = max(names.dtype.itemsize, patient.dtype.itemsize // 4, 1)
    rows = np.empty(
        len(waveform),
        dtype=[
            ("waveform", "<f4", waveform.shape[1:]),
            ("template", "<f4", waveform.shape[1:]),
            ("rhythm", "<f4", rhythm.shape[1:]),
            ("patient", f"S{width}"),
            ("row", "<i4"),
        ],
    )
    columns = (waveform, template, rhythm, names, row)
    for name, column in zip(COLUMNS, columns, strict=True):
        rows[name] = column
    return rows


def unpack_beats(rows):
    """Unpack the columns of a structured array.

    Parameters
    ----------
    rows : ndarray, shape (n,)
        As `pack_beats` returns it.

    Returns
    -------
    dict of str to ndarray, each of length n
        Columns waveform, template and rhythm, float32, patient, str, and row, int32.
    """
    columns = {name: rows[name] for name in COLUMNS}
    return columns | {"patient": np.char.decode(rows["patient"], "utf-8")}


def write_synthetic(path, beats):
    """Write synthetic beats as .npy.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm, patient and row, as for `pack_beats`.
    """
    write_synthetic_rows(path, pack_beats(**beats))


def read_synthetic(path):
    """Read synthetic beats from .npy.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict of str to ndarray, each of length n
        Columns waveform, template, rhythm, patient and row.

    Raises
    ------
    InputError
        If the file is damaged, or holds other data.
    """
    rows = read_synthetic_rows(path)
    if rows.dtype.names != COLUMNS or rows.ndim != 1:
        raise InputError(
            f"{path} holds an array of shape {rows.shape} and type {rows.dtype}; expected rows of "
            f"{', '.join(COLUMNS)}. Delete it and run again."
        )
    try:
        columns = unpack_beats(rows)
        sound = all(np.isfinite(columns[name]).all() for name in FEATURES)
        sound &= columns["row"].dtype.kind == "i"
    except (TypeError, UnicodeDecodeError):  # columns of a wrong type
        sound = False
    if not sound:
        raise InputError(
            f"{path} holds values that are not finite, or columns of a wrong type; expected the "
            "types of synthetic beats. Delete it and run again."
        )
    return columns


def read_synthetic_by_class(paths):
    """Read synthetic beats by class.

    Parameters
    ----------
    paths : sequence of str
        Files named <kind>_<class>.npy.

    Returns
    -------
    dict of str to dict
        The beats of each class, as `read_synthetic` returns them.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    return {Path(path).stem.rpartition("_")[2]: read_synthetic(path) for path in paths}


def read_synthetic_runs(paths, number):
    """Read the synthetic beats of several training runs of a classifier.

    Parameters
    ----------
    paths : sequence of str
        As for `read_synthetic_by_class`, in one folder for each GAN seed; empty for an arm without
        a GAN.
    number : int
        Number of runs. They use the GAN seeds in turn.

    Returns
    -------
    list of dict
        For each run, the beats of each class, as `read_synthetic` returns them.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    folders = sorted({Path(path).parent for path in paths})
    gans = [
        read_synthetic_by_class([p for p in paths if Path(p).parent == folder])
        for folder in folders
    ]
    return [gans[run % len(gans)] if gans else {} for run in range(number)]


def write_synthetic_rows(path, array):
    """Write one array as .npy, atomically.

    Parameters
    ----------
    path : str or Path
    array : ndarray
        Any shape; numbers, bytes or a structured type.
    """
    with checksummed_file(path, array.nbytes) as part:
        np.save(part, array, allow_pickle=False)


def read_synthetic_rows(path):
    """Read one array from .npy.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    ndarray
        The array that was written.

    Raises
    ------
    InputError
        If the file is damaged or is not an array. Pickled objects are never loaded.
    """
    verify_checksum(path)
    with open(path, "rb") as file:
        try:
            return np.lib.format.read_array(file, allow_pickle=False)
        except Exception as error:  # NumPy raises exceptions of many kinds on damaged files
            raise InputError(
                f"{path} is not a NumPy array ({type(error).__name__}: {error}). "
                "Delete it and run again."
            ) from error
