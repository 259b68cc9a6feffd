"""From a filtered lead and its beat annotations to one row per heartbeat."""

import numpy as np

from evenbeat.aami import classify_symbols

RHYTHM_FEATURES = ("log RR before", "log RR after", "log before/after", "log before/local")


def cut_windows(ecg, samples, before, after):
    """Cut a window around every beat whose window lies wholly within the signal.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV.
    samples : ndarray of int, shape (m,)
        Sample of each beat.
    before, after : int
        The window is [sample - before, sample + after).

    Returns
    -------
    windows : ndarray of float, shape (k, before + after)
        mV.
    whole : ndarray of bool, shape (m,)
        Which beats have a window; k of them.

    Examples
    --------
    >>> windows, whole = cut_windows(np.arange(10.0), np.array([1, 4, 9]), 2, 3)
    >>> windows.tolist(), whole.tolist()
    ([[2.0, 3.0, 4.0, 5.0, 6.0]], [False, True, False])
    """
    whole = (samples >= before) & (samples + after <= len(ecg))
    return ecg[samples[whole][:, None] + np.arange(-before, after)], whole


def scale_per_beat(windows, qrs):
    """Scale each beat linearly to [-1, 1].

    Parameters
    ----------
    windows : ndarray of float, shape (n, length)
        mV.
    qrs : slice
        Where the QRS complex lies; not needed here.

    Returns
    -------
    ndarray of float, shape (n, length)
        Pure numbers; a beat without any deflection becomes zeros.
    """
    low = windows.min(axis=1, keepdims=True)
    span = np.ptp(windows, axis=1, keepdims=True)
    flat = span == 0
    return np.where(flat, 0.0, 2 * (windows - low) / np.where(flat, 1, span) - 1)


def scale_per_record(windows, qrs):
    """Divide by the record's median QRS amplitude, so that amplitude within it keeps meaning.

    Parameters
    ----------
    windows : ndarray of float, shape (n, length)
        All beats of one record, mV.
    qrs : slice
        Where the QRS complex lies.

    Returns
    -------
    ndarray of float, shape (n, length)
        Pure numbers: multiples of the median peak-to-peak amplitude of the QRS complex.
    """
    if not len(windows):
        return windows
    amplitude = np.median(np.ptp(windows[:, qrs], axis=1))
    return windows / amplitude if amplitude > 0 else windows


SCALINGS = {"per_beat": scale_per_beat, "per_record": scale_per_record}


def rhythm_features(samples, local_beats):
    """Measure each beat's timing relative to its patient's own rhythm.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Samples of all of a record's beats, ascending.
    local_beats : int
        How many RR intervals, the one before the beat included, make the local mean.

    Returns
    -------
    ndarray of float, shape (n, 4)
        Natural logarithms of: RR before over the record's median; RR after over it; before over
        after; before over the mean of the last `local_beats`. Zero where an interval is missing,
        at the ends of the record.

    Notes
    -----
    The intervals are those of de Chazal et al. 2004; ratios make them comparable over patients.
    """
    features = np.zeros((len(samples), 4))
    intervals = np.maximum(np.diff(samples), 1).astype(float)
    if not len(intervals):
        return features
    total = np.concatenate([[0.0], np.cumsum(intervals)])
    last = np.arange(1, len(total))
    first = np.maximum(last - local_beats, 0)
    local = (total[last] - total[first]) / (last - first)
    median = np.median(intervals)
    features[1:, 0] = np.log(intervals / median)
    features[:-1, 1] = np.log(intervals / median)
    features[1:-1, 2] = np.log(intervals[:-1] / intervals[1:])
    features[1:, 3] = np.log(intervals / local)
    return features


def tabulate_beats(ecg, samples, symbols, record, patient, sampling_rate, options):
    """Make one record's table of beats.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        Filtered lead, mV.
    samples : ndarray of int, shape (m,)
        Samples of the annotated beats, ascending.
    symbols : ndarray of str, shape (m,)
        Their WFDB symbols.
    record, patient : str
    sampling_rate : float
        Hz.
    options : dict
        The configuration's `beats`: before and after (samples), scaling, qrs_half_width (ms),
        local_beats.

    Returns
    -------
    beats : dict of str to ndarray
        As `evenbeat.beat_table` has it; only beats whose window lies wholly in the signal.
    attributes : dict
        How many beats were annotated, and the scaling.
    """
    before, after = options["before"], options["after"]
    windows, whole = cut_windows(ecg, samples, before, after)
    half = round(options["qrs_half_width"] * sampling_rate / 1000)
    qrs = slice(before - half, before + half + 1)
    beats = {
        "waveform": SCALINGS[options["scaling"]](windows, qrs).astype(np.float32),
        "rhythm": rhythm_features(samples, options["local_beats"])[whole].astype(np.float32),
        "label": classify_symbols(symbols[whole]),
        "symbol": symbols[whole],
        "sample": samples[whole],
        "record": np.full(len(windows), record),
        "patient": np.full(len(windows), patient),
    }
    return beats, {"annotated_beats": len(samples), "scaling": options["scaling"]}
