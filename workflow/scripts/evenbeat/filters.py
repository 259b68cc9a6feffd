"""Removal of noise and baseline wander from one lead."""

import numpy as np
import pywt
from scipy import ndimage, signal

from evenbeat.errors import InputError
from evenbeat.resampling import fill_gaps, mark_gaps, resample


def filter_wavelet(ecg, sampling_rate, wavelet, level):
    """Denoise by soft thresholds on the wavelet coefficients and remove the baseline.

    The threshold is the universal one of Donoho and Johnstone 1994, sigma * sqrt(2 log n), with
    sigma from the median absolute deviation of the finest details; the approximation, which
    holds everything below sampling_rate / 2**(level + 1), is set to zero.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV.
    sampling_rate : float
        Hz; it does not enter the computation, which is of octaves.
    wavelet : str
        Name of a discrete wavelet, for example "db5".
    level : int
        Number of octaves.

    Returns
    -------
    ndarray of float, shape (n,)
        mV.

    Raises
    ------
    InputError
        If there is no such wavelet, or the signal is too short for so many octaves.
    """
    if wavelet not in pywt.wavelist(kind="discrete"):
        raise InputError(f"signal.filters.wavelet: {wavelet} is no discrete wavelet of PyWavelets")
    most = pywt.dwt_max_level(len(ecg), wavelet)
    if level > most:
        raise InputError(
            f"signal.filters.wavelet: {level} octaves; {len(ecg)} samples hold {most} of "
            f"{wavelet}. Lower the level, or leave the record out of the records table"
        )
    approximation, *details = pywt.wavedec(ecg, wavelet, level=level)
    sigma = np.median(np.abs(details[-1])) / 0.6745
    threshold = sigma * np.sqrt(2 * np.log(len(ecg)))
    if threshold > 0:
        details = [pywt.threshold(detail, threshold, mode="soft") for detail in details]
    return pywt.waverec([np.zeros_like(approximation), *details], wavelet)[: len(ecg)]


def filter_bandpass(ecg, sampling_rate, low, high, order):
    """Apply a Butterworth band-pass forwards and backwards, so that no wave is shifted.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV.
    sampling_rate, low, high : float
        Hz.
    order : int
        Of the filter that is applied twice.

    Returns
    -------
    ndarray of float, shape (n,)
        mV.
    """
    sections = signal.butter(order, [low, high], "bandpass", fs=sampling_rate, output="sos")
    return signal.sosfiltfilt(sections, ecg)


def filter_median(ecg, sampling_rate, first, second):
    """Subtract the baseline that two median filters in a row leave (de Chazal et al. 2004).

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
        # float32 halves the time of the sort and is finer than the 5 uV of the recordings.
        baseline = ndimage.median_filter(baseline.astype(np.float32), size=samples, mode="nearest")
    return ecg - baseline


FILTERS = {"wavelet": filter_wavelet, "bandpass": filter_bandpass, "median": filter_median}


def filter_lead(ecg, sampling_rate, wanted, name, options):
    """Bring a lead to the beats' sampling rate and filter it.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV; NaN where nothing was recorded.
    sampling_rate, wanted : float
        Hz, of the record and of the beats.
    name : str
        Of the filter.
    options : dict
        The filter's parameters.

    Returns
    -------
    ndarray of float, shape (k,)
        mV; NaN where nothing was recorded.

    Raises
    ------
    InputError
        If the lead is too short for the filter.
    """
    filled, gaps = fill_gaps(ecg)
    resampled = resample(filled, sampling_rate, wanted)
    try:
        filtered = FILTERS[name](resampled, wanted, **options)
    except InputError:
        raise
    except ValueError as error:
        raise InputError(
            f"signal.filter: {name} cannot run over {len(resampled)} samples ({error}). Leave the "
            "record out of the records table, or choose another filter."
        ) from error
    return mark_gaps(filtered, gaps, sampling_rate, wanted)
