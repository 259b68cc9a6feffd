"""Gaps in the signal of a lead, and resampling to one rate."""

from fractions import Fraction

import numpy as np
from scipy import signal

# Seconds with one value after which a lead counts as not connected. Slow hearts are never so quiet.
FLAT = 5
DRIFT = 0.01  # largest shift of a signal's end, in samples, if the ratio of rates is rounded


def mark_flat(ecg, sampling_rate):
    """Put NaN where a lead keeps one value for at least 5 s: an electrode was off.

    Filters leave a remainder of such a stretch, which is no ECG but has beats if it is scaled.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        NaN where nothing was recorded.
    sampling_rate : float
        Hz.

    Returns
    -------
    ndarray of float, shape (n,)

    Examples
    --------
    >>> import numpy as np
    >>> mark_flat(np.array([1.0, 2, 2, 2, 2, 2, 3]), 1)
    array([ 1., nan, nan, nan, nan, nan,  3.])
    """
    starts = np.flatnonzero(np.append(True, np.diff(ecg) != 0))
    lengths = np.diff(np.append(starts, len(ecg)))
    return np.where(np.repeat(lengths >= FLAT * sampling_rate, lengths), np.nan, ecg)


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
    # The filter has some ripple at 0 Hz, which would turn a large offset into a wave.
    offset = np.median(ecg)
    resampled = offset + signal.resample_poly(
        ecg - offset, ratio.numerator, ratio.denominator, padtype="line"
    )
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
