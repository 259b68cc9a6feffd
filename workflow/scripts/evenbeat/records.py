"""WFDB records: a lead's signal and the beats that the annotators saw in it."""

import numpy as np
import wfdb

from evenbeat.aami import classify_symbols
from evenbeat.errors import InputError


def read_lead(stem, preferred, sampling_rate):
    """Read one lead of a WFDB record.

    Parameters
    ----------
    stem : str
        Path of the record without suffix.
    preferred : str
        Name of the lead to take; the record's first lead where it has none of that name.
    sampling_rate : float
        Hz, which the record must have.

    Returns
    -------
    signal : ndarray of float64, shape (n,)
        mV.
    lead : str
        Name of the lead that was taken.

    Raises
    ------
    InputError
        If the record cannot be read, is cut short or has another sampling rate.
    """
    try:
        header = wfdb.rdheader(stem)
        lead = preferred if preferred in header.sig_name else header.sig_name[0]
        record = wfdb.rdrecord(stem, channels=[header.sig_name.index(lead)])
    except Exception as error:  # wfdb raises bare exceptions of many kinds on damaged files
        raise InputError(
            f"{stem}.hea/.dat cannot be read as a WFDB record ({type(error).__name__}: {error}). "
            "Delete both and run again to fetch them anew."
        ) from error
    if record.fs != sampling_rate:
        raise InputError(
            f"{stem}.hea says {record.fs:g} Hz; signal.sampling_rate in the configuration is "
            f"{sampling_rate:g} Hz. Records of another rate have to be left out of the records "
            "table."
        )
    return record.p_signal[:, 0], lead


def is_simulated(stem):
    """Tell whether a record's header says that it is simulated, in one of its comments."""
    return any(comment.startswith("SIMULATED") for comment in wfdb.rdheader(stem).comments)


def read_beat_annotations(stem, length):
    """Read where the annotators saw beats, and which.

    Parameters
    ----------
    stem : str
        Path of the record without suffix; its annotations are in `stem`.atr.
    length : int
        Number of samples of the signal.

    Returns
    -------
    samples : ndarray of int64, shape (n,)
        Sample of each beat's annotation, ascending.
    symbols : ndarray of str, shape (n,)
        WFDB symbols that name a beat; rhythm, noise and comment annotations are left out.

    Raises
    ------
    InputError
        If the file cannot be read or a beat lies outside the signal.
    """
    try:
        annotation = wfdb.rdann(stem, "atr")
    except Exception as error:  # as above
        raise InputError(
            f"{stem}.atr cannot be read as WFDB annotations ({type(error).__name__}: {error}). "
            "Delete it and run again to fetch it anew."
        ) from error
    is_beat = classify_symbols(annotation.symbol) != ""
    samples = np.asarray(annotation.sample, dtype=np.int64)[is_beat]
    outside = samples[(samples < 0) | (samples >= length)]
    if outside.size:
        raise InputError(
            f"{stem}.atr has {outside.size} beats outside the signal of {length} samples, the "
            f"first at sample {outside[0]}. Signal and annotations do not belong together: "
            "delete the record's files and run again to fetch them anew."
        )
    return samples, np.array(annotation.symbol, dtype="U1")[is_beat]
