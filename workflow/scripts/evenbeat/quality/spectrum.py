"""The share of a beat's power above a frequency."""

import numpy as np
from scipy.signal import periodogram

from evenbeat.quality.frechet import NO_POWER


def power_above(beats, sampling_rate, cutoff):
    """Compute the share of each beat's power above a frequency, a measure of noise.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    sampling_rate, cutoff : float
        In Hz.

    Returns
    -------
    ndarray of float, shape (n,)
        Share of the power after linear detrending, from 0 to 1; 0 for a straight line.
    """
    beats = np.asarray(beats, dtype=float)
    # A beat does not end at the value where it begins. The Hann window prevents that this step,
    # which is not part of the signal, adds power at high frequencies.
    frequencies, power = periodogram(
        beats, sampling_rate, window="hann", detrend="linear", scaling="spectrum"
    )
    total = power.sum(axis=1)
    above = power[:, frequencies > cutoff].sum(axis=1)
    varies = total > NO_POWER * np.mean(beats**2, axis=1)
    return np.divide(above, total, out=np.zeros_like(total), where=varies)
