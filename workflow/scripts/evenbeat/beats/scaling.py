"""Scaling of beats: by the amplitude of each beat, or by the usual amplitude of its record."""

import numpy as np

from evenbeat.runtime.errors import InputError

# mV. What filters leave of a lead without an ECG is smaller; a step of a recorder is larger.
LEAST_AMPLITUDE = 1e-3


def scale_per_beat(windows, qrs, repeat_medians):
    """Scale each beat linearly to [-1, 1].

    Parameters
    ----------
    windows : ndarray of float, shape (n, length)
        mV.
    qrs : slice
        Not used: the whole beat sets the scale.
    repeat_medians : callable
        Maps values of the beats, (n, ...), to the medians of the usual beats, (n, ...).

    Returns
    -------
    waveforms : ndarray of float, shape (n, length)
        Pure numbers; zeros for a flat beat.
    templates : ndarray of float, shape (n, length)
        Medians of the usual waveforms.
    """
    low = windows.min(axis=1, keepdims=True)
    span = np.ptp(windows, axis=1, keepdims=True)
    flat = span == 0
    waveforms = np.where(flat, 0.0, 2 * (windows - low) / np.where(flat, 1, span) - 1)
    return waveforms, repeat_medians(waveforms)


def scale_per_record(windows, qrs, repeat_medians):
    """Divide by the usual beats' median QRS amplitude, so that a record's beats stay comparable.

    Parameters
    ----------
    windows : ndarray of float, shape (n, length)
        All beats of one record, mV.
    qrs : slice
        Samples of the QRS complex.
    repeat_medians : callable
        Maps values of the beats, (n, ...), to the medians of the usual beats, (n, ...).

    Returns
    -------
    waveforms : ndarray of float, shape (n, length)
        Pure numbers: multiples of the median peak-to-peak amplitude of the QRS complex.
    templates : ndarray of float, shape (n, length)
        Medians of the usual windows, in the unit of the waveforms.

    Raises
    ------
    InputError
        If that amplitude is less than 1 uV.
    """
    amplitude = repeat_medians(np.ptp(windows[:, qrs], axis=1))[:, None]
    flat = np.count_nonzero(~(amplitude > LEAST_AMPLITUDE))
    if flat:
        raise InputError(
            f"the median QRS amplitude for {flat} of {len(windows)} beats is below 1 uV: the lead "
            "is flat where the beats are. Put another lead first in databases.<name>.leads, or "
            "leave the record out of the records table."
        )
    return windows / amplitude, repeat_medians(windows) / amplitude


SCALINGS = {"per_beat": scale_per_beat, "per_record": scale_per_record}
