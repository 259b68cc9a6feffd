"""Resampling of all databases to one sampling rate, with gaps in the signal."""

from fractions import Fraction

import numpy as np
from scipy import signal

DRIFT = 0.01  # largest shift of a signal's end, in samples, if the ratio of rates is rounded


def fill_gaps(ecg):
    """Fill gaps in a signal by linear interpolation, so that filters can process it.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        NaN where nothing was recorded; at least one number.

    Returns
    -------
    filled : ndarray of float, shape (n,)
    gaps : ndarray of bool, shape (n,)
        True where nothing was recorded.

    Examples
    --------
    >>> import numpy as np
    >>> fill_gaps(np.array([1.0, np.nan, 3.0]))
    (array([1., 2., 3.]), array([False,  True, False]))
    """
    gaps = np.isnan(ecg)
    places = np.arange(len(ecg))
    return np.interp(places, places[~gaps], ecg[~gaps]), gaps


def resample(ecg, sampling_rate, wanted):
    """Resample a signal with a polyphase filter that has no delay.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
    sampling_rate, wanted : float
        Hz, of the signal and of the result.

    Returns
    -------
    ndarray of float, shape (round(n * wanted / sampling_rate),)
        Sample k is at k / wanted seconds. If the rates are equal, the signal itself.
    """
    if wanted == sampling_rate:
        return ecg
    length = round(len(ecg) * wanted / sampling_rate)
    ratio = _simple_ratio(wanted / sampling_rate, len(ecg))
    resampled = signal.resample_poly(ecg, ratio.numerator, ratio.denominator, padtype="line")
    return np.pad(resampled, (0, max(length - len(resampled), 0)), mode="edge")[:length]


def _simple_ratio(exact, samples):
    """Approximate a ratio by a simple fraction that shifts no sample by more than `DRIFT`."""
    for limit in (10**power for power in range(2, 8)):
        ratio = Fraction(exact).limit_denominator(limit)
        if ratio and abs(exact - ratio) * samples <= DRIFT:
            break
    return ratio


def mark_gaps(ecg, gaps, sampling_rate, wanted):
    """Put NaN into a resampled signal where the recording has a gap.

    Parameters
    ----------
    ecg : ndarray of float, shape (k,)
        Signal at the rate `wanted`.
    gaps : ndarray of bool, shape (n,)
        Gaps at the rate `sampling_rate`.
    sampling_rate, wanted : float
        Hz.

    Returns
    -------
    ndarray of float, shape (k,)
    """
    place = np.arange(len(ecg)) * (sampling_rate / wanted)
    last = len(gaps) - 1
    below = np.minimum(np.floor(place).astype(int), last)
    above = np.minimum(np.ceil(place).astype(int), last)
    return np.where(gaps[below] | gaps[above], np.nan, ecg)
