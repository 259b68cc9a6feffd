"""Synthetic beats of one class as an array of rows: what a classifier sees, and whose it is."""

from pathlib import Path

import numpy as np

from evenbeat.arrays import read_array
from evenbeat.beat_table import FEATURES
from evenbeat.errors import InputError

COLUMNS = (*FEATURES, "patient")


def pack(waveform, template, rhythm, patient):
    """Put columns into one array, which a .npy file can hold.

    Parameters
    ----------
    waveform, template : ndarray of float, shape (n, length)
        At the scale of the data.
    rhythm : ndarray of float, shape (n, 4)
    patient : ndarray of str, shape (n,)
        Whose anatomy a beat has; empty where it is nobody's in particular.

    Returns
    -------
    ndarray, shape (n,)
        With the fields waveform, template, rhythm (float32) and patient (UTF-8 bytes).
    """
    names = np.char.encode(np.asarray(patient, dtype=str), "utf-8")
    rows = np.empty(
        len(waveform),
        dtype=[
            ("waveform", "<f4", waveform.shape[1:]),
            ("template", "<f4", waveform.shape[1:]),
            ("rhythm", "<f4", rhythm.shape[1:]),
            ("patient", f"S{max(1, names.dtype.itemsize)}"),
        ],
    )
    columns = {"waveform": waveform, "template": template, "rhythm": rhythm, "patient": names}
    for name, column in columns.items():
        rows[name] = column
    return rows


def unpack(rows):
    """Give the columns of such an array as a dict, patients as str."""
    columns = {name: rows[name] for name in COLUMNS}
    return columns | {"patient": np.char.decode(rows["patient"], "utf-8")}


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
    rows = read_array(path)
    if rows.dtype.names != COLUMNS or rows.ndim != 1:
        raise InputError(
            f"{path} holds an array of shape {rows.shape} and type {rows.dtype}; expected rows of "
            f"{', '.join(COLUMNS)}. Delete it and run again."
        )
    try:
        columns = unpack(rows)
        finite = all(np.isfinite(columns[name]).all() for name in FEATURES)
    except (TypeError, UnicodeDecodeError):  # columns of other kinds
        finite = False
    if not finite:
        raise InputError(
            f"{path} holds beats that are not finite numbers with a patient's name each. "
            "Delete it and run again."
        )
    return columns


def read_classes(paths):
    """Read synthetic beats by class, from files named <kind>_<class>.npy."""
    return {Path(path).stem.rpartition("_")[2]: read_synthetic(path) for path in paths}


def read_runs(paths, number):
    """Read the synthetic beats of several runs.

    Parameters
    ----------
    paths : sequence of str
        As for `read_classes`, of one folder for each GAN; none at all for an arm without GAN.
    number : int
        Runs, which share out the GANs among them in turn.

    Returns
    -------
    list of dict
        Of each run, its synthetic beats by class.
    """
    folders = sorted({Path(path).parent for path in paths})
    gans = [read_classes([p for p in paths if Path(p).parent == folder]) for folder in folders]
    return [gans[run % len(gans)] if gans else {} for run in range(number)]
