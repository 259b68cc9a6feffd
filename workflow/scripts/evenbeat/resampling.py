"""One sampling rate for the beats of all databases."""

from fractions import Fraction

import numpy as np
from scipy import signal

DRIFT = 0.01  # samples by which a signal's end may be off where its ratio of rates is rounded


def fill_gaps(ecg):
    """Bridge what was not recorded by straight lines, so that filters can run over it.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        NaN where nothing was recorded; at least one number.

    Returns
    -------
    filled : ndarray of float, shape (n,)
    gaps : ndarray of bool, shape (n,)

    Examples
    --------
    >>> fill_gaps(np.array([1.0, np.nan, 3.0]))
    (array([1., 2., 3.]), array([False,  True, False]))
    """
    gaps = np.isnan(ecg)
    places = np.arange(len(ecg))
    return np.interp(places, places[~gaps], ecg[~gaps]), gaps


def resample(ecg, sampling_rate, wanted):
    """Bring a signal to another sampling rate, by a polyphase filter without delay.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
    sampling_rate, wanted : float
        Hz, of the signal and of the result.

    Returns
    -------
    ndarray of float, shape (round(n * wanted / sampling_rate),)
        Sample k lies at k / wanted seconds. The signal itself where the rates are equal.
    """
    if wanted == sampling_rate:
        return ecg
    length = round(len(ecg) * wanted / sampling_rate)
    ratio = _simple_ratio(wanted / sampling_rate, len(ecg))
    resampled = signal.resample_poly(ecg, ratio.numerator, ratio.denominator, padtype="line")
    return np.pad(resampled, (0, max(length - len(resampled), 0)), mode="edge")[:length]


def _simple_ratio(exact, samples):
    """Give the ratio of the smallest power of ten as its limit that keeps to `DRIFT`."""
    for limit in (10**power for power in range(2, 8)):
        ratio = Fraction(exact).limit_denominator(limit)
        if ratio and abs(exact - ratio) * samples <= DRIFT:
            break
    return ratio


def mark_gaps(ecg, gaps, sampling_rate, wanted):
    """Put NaN into a resampled signal where the record has a gap.

    Parameters
    ----------
    ecg : ndarray of float, shape (k,)
        At the rate `wanted`, Hz.
    gaps : ndarray of bool, shape (n,)
        At the rate `sampling_rate`, Hz.

    Returns
    -------
    ndarray of float, shape (k,)
    """
    place = np.arange(len(ecg)) * (sampling_rate / wanted)
    last = len(gaps) - 1
    below = np.minimum(np.floor(place).astype(int), last)
    above = np.minimum(np.ceil(place).astype(int), last)
    return np.where(gaps[below] | gaps[above], np.nan, ecg)
