"""The amplitude of beats: scaled by that of each beat, or by that of the record."""

import numpy as np

from evenbeat.runtime.errors import InputError


def scale_per_beat(windows, qrs):
    """Scale each beat linearly to [-1, 1].

    Parameters
    ----------
    windows : ndarray of float, shape (n, length)
        mV.
    qrs : slice
        Not used: the whole beat sets the scale.

    Returns
    -------
    ndarray of float, shape (n, length)
        Pure numbers; zeros for a beat without any deflection.
    """
    low = windows.min(axis=1, keepdims=True)
    span = np.ptp(windows, axis=1, keepdims=True)
    flat = span == 0
    return np.where(flat, 0.0, 2 * (windows - low) / np.where(flat, 1, span) - 1)


def scale_per_record(windows, qrs):
    """Divide by the record's median QRS amplitude, so that its beats stay comparable.

    Parameters
    ----------
    windows : ndarray of float, shape (n, length)
        All beats of one record, mV.
    qrs : slice
        Samples of the QRS complex.

    Returns
    -------
    ndarray of float, shape (n, length)
        Pure numbers: multiples of the median peak-to-peak amplitude of the QRS complex.

    Raises
    ------
    InputError
        If that amplitude is zero.
    """
    if not len(windows):
        return windows
    amplitude = np.median(np.ptp(windows[:, qrs], axis=1))
    if not amplitude > 0:
        raise InputError(
            f"the median QRS amplitude of {len(windows)} beats is {amplitude} mV: the lead is flat "
            "where the beats are. Expected an amplitude above 0. Prefer another lead in the "
            "database's description, or leave the record out of the records table."
        )
    return windows / amplitude


SCALINGS = {"per_beat": scale_per_beat, "per_record": scale_per_record}
