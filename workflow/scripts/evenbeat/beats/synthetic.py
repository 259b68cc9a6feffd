"""Synthetic beats of one class as an array of rows: what a classifier sees, and the patient."""

from pathlib import Path

import numpy as np

from evenbeat.beats.table import FEATURES
from evenbeat.io.checksum_trailer import checksummed_file, verify_checksum
from evenbeat.runtime.errors import InputError

COLUMNS = (*FEATURES, "patient")


def pack_beats(waveform, template, rhythm, patient):
    """Put columns into one array, which a .npy file can hold.

    Parameters
    ----------
    waveform, template : ndarray of float, shape (n, length)
        At the scale of the data.
    rhythm : ndarray of float, shape (n, 4)
    patient : ndarray of str, shape (n,)
        For whom a beat is generated; empty where it is for no particular patient.

    Returns
    -------
    ndarray, shape (n,)
        With the fields waveform, template, rhythm (float32) and patient (UTF-8 bytes).
    """
    patient = np.asarray(patient, dtype=str)
    names = np.char.encode(patient, "utf-8")
    # As wide for a selection of beats as for all of them.
    width = max(names.dtype.itemsize, patient.dtype.itemsize // 4, 1)
    rows = np.empty(
        len(waveform),
        dtype=[
            ("waveform", "<f4", waveform.shape[1:]),
            ("template", "<f4", waveform.shape[1:]),
            ("rhythm", "<f4", rhythm.shape[1:]),
            ("patient", f"S{width}"),
        ],
    )
    columns = {"waveform": waveform, "template": template, "rhythm": rhythm, "patient": names}
    for name, column in columns.items():
        rows[name] = column
    return rows


def unpack_beats(rows):
    """Take the columns of the array that `pack_beats` makes.

    Parameters
    ----------
    rows : ndarray, shape (n,)

    Returns
    -------
    dict of str to ndarray, each of length n
        Columns waveform, template, rhythm and patient, which is str.
    """
    columns = {name: rows[name] for name in COLUMNS}
    return columns | {"patient": np.char.decode(rows["patient"], "utf-8")}


def write_synthetic(path, beats):
    """Write synthetic beats as .npy.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm and patient, as for `pack_beats`.
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
        Columns waveform, template, rhythm and patient.

    Raises
    ------
    InputError
        If the file is damaged, or holds something else.
    """
    rows = read_synthetic_rows(path)
    if rows.dtype.names != COLUMNS or rows.ndim != 1:
        raise InputError(
            f"{path} holds an array of shape {rows.shape} and type {rows.dtype}; expected rows of "
            f"{', '.join(COLUMNS)}. Delete it and run again."
        )
    try:
        columns = unpack_beats(rows)
        finite = all(np.isfinite(columns[name]).all() for name in FEATURES)
    except (TypeError, UnicodeDecodeError):  # columns of other kinds
        finite = False
    if not finite:
        raise InputError(
            f"{path} holds beats that are not finite numbers with a patient's name each. "
            "Delete it and run again."
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
        As `read_synthetic` gives them.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    return {Path(path).stem.rpartition("_")[2]: read_synthetic(path) for path in paths}


def read_synthetic_runs(paths, number):
    """Read the synthetic beats of several runs.

    Parameters
    ----------
    paths : sequence of str
        As for `read_synthetic_by_class`, in one folder for each GAN seed; none for an arm without a
        GAN.
    number : int
        Runs, which take the GANs in turn.

    Returns
    -------
    list of dict
        The synthetic beats of each run by class.
    """
    folders = sorted({Path(path).parent for path in paths})
    gans = [
        read_synthetic_by_class([p for p in paths if Path(p).parent == folder])
        for folder in folders
    ]
    return [gans[run % len(gans)] if gans else {} for run in range(number)]


def write_synthetic_rows(path, array):
    """Write one array as .npy, whole or not at all.

    Parameters
    ----------
    path : str or Path
    array : ndarray
        Of any shape, of numbers, bytes or fields of them.
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
        As it was written.

    Raises
    ------
    InputError
        If the file is not as it was written, or is no array; pickled objects are never loaded.
    """
    verify_checksum(path)
    with open(path, "rb") as file:
        try:
            return np.lib.format.read_array(file, allow_pickle=False)
        except Exception as error:  # NumPy raises many kinds on damaged files
            raise InputError(
                f"{path} is not a NumPy array ({type(error).__name__}: {error}). "
                "Delete it and run again."
            ) from error
