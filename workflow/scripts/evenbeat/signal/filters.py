"""Removal of noise and baseline wander from one lead."""

import numpy as np
import pywt
from scipy import ndimage, signal

from evenbeat.runtime.errors import InputError
from evenbeat.signal.resampling import FLAT, fill_gaps, mark_flat, mark_gaps, resample


def filter_wavelet(ecg, sampling_rate, wavelet, level):
    """Denoise a signal by soft thresholds on its wavelet coefficients; remove the baseline.

    The threshold is the universal one of Donoho and Johnstone 1994, sigma * sqrt(2 log n), with
    sigma from the median absolute deviation of the finest details. The approximation, which
    holds all frequencies below sampling_rate / 2**(level + 1), is set to zero.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV.
    sampling_rate : float
        Hz; not used, because the levels are octaves.
    wavelet : str
        Name of a discrete wavelet, for example "db5".
    level : int
        Decomposition levels, one octave each.

    Returns
    -------
    ndarray of float, shape (n,)
        mV.

    Raises
    ------
    InputError
        If there is no such wavelet, or the signal is too short for so many levels.
    """
    if wavelet not in pywt.wavelist(kind="discrete"):
        raise InputError(
            f"signal.filters.wavelet: {wavelet} is not a discrete wavelet of PyWavelets; expected "
            "a name such as db5."
        )
    most = pywt.dwt_max_level(len(ecg), wavelet)
    if level > most:
        raise InputError(
            f"signal.filters.wavelet: level is {level}; with {wavelet}, {len(ecg)} samples allow "
            f"at most {most}. Lower the level, or leave the record out of the records table."
        )
    approximation, *details = pywt.wavedec(ecg, wavelet, level=level)
    sigma = np.median(np.abs(details[-1])) / 0.6745
    threshold = sigma * np.sqrt(2 * np.log(len(ecg)))
    if threshold > 0:
        details = [pywt.threshold(detail, threshold, mode="soft") for detail in details]
    return pywt.waverec([np.zeros_like(approximation), *details], wavelet)[: len(ecg)]


def filter_bandpass(ecg, sampling_rate, low, high, order):
    """Apply a Butterworth band-pass filter forwards and backwards, so that no wave is shifted.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV.
    sampling_rate, low, high : float
        Sampling rate and cut-off frequencies, Hz.
    order : int
        Order of the filter, which is applied twice.

    Returns
    -------
    ndarray of float, shape (n,)
        mV.
    """
    sections = signal.butter(order, [low, high], "bandpass", fs=sampling_rate, output="sos")
    return signal.sosfiltfilt(sections, ecg)


def filter_median(ecg, sampling_rate, first, second):
    """Subtract the baseline that two median filters estimate (de Chazal et al. 2004).

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV.
    sampling_rate : float
        Hz.
    first, second : float
        Widths in ms: the first removes QRS complexes and P waves, the second T waves.

    Returns
    -------
    ndarray of float, shape (n,)
        mV.
    """
    baseline = ecg
    for width in (first, second):
        samples = 2 * round(width * sampling_rate / 2000) + 1
        # float32 halves the computing time; it is finer than the recordings' resolution of 5 uV.
        baseline = ndimage.median_filter(baseline.astype(np.float32), size=samples, mode="nearest")
    return ecg - baseline


FILTERS = {"wavelet": filter_wavelet, "bandpass": filter_bandpass, "median": filter_median}


def filter_lead(ecg, sampling_rate, wanted, name, options):
    """Resample a lead to the sampling rate of the beats and filter it.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV; NaN where nothing was recorded.
    sampling_rate, wanted : float
        Hz, of the record and of the beats.
    name : str
        A key of `FILTERS`.
    options : dict
        Parameters of the filter.

    Returns
    -------
    ndarray of float, shape (k,)
        mV; NaN where nothing was recorded, or an electrode was off.

    Raises
    ------
    InputError
        If the filter's parameters are wrong, or the lead is flat or too short for it.
    """
    ecg = mark_flat(ecg, sampling_rate)
    if np.isnan(ecg).all():
        raise InputError(
            f"the lead never changes within {FLAT} s; expected an ECG. Put another lead first in "
            "databases.<name>.leads, or leave the record out of the records table."
        )
    filled, gaps = fill_gaps(ecg)
    resampled = resample(filled, sampling_rate, wanted)
    try:
        filtered = FILTERS[name](resampled, wanted, **options)
    except InputError:
        raise
    except ValueError as error:
        raise InputError(
            f"signal.filter: {name} cannot filter {len(resampled)} samples ({error}). Leave the "
            "record out of the records table, or choose another filter."
        ) from error
    return mark_gaps(filtered, gaps, sampling_rate, wanted)
