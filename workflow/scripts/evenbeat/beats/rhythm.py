"""Rhythm features: the timing of each beat relative to its patient's own rhythm."""

import numpy as np

RHYTHM = (
    "before_to_median",
    "after_to_median",
    "before_to_mean",
    "after_to_mean",
    "before_to_after",
    "before_to_local",
)


def measure_intervals(samples):
    """Compute the RR intervals of a record.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Samples of all of a record's beats, ascending.

    Returns
    -------
    ndarray of float, shape (n - 1,)
        Samples, at least 1. Empty without beats.
    """
    return np.maximum(np.diff(samples), 1).astype(float)


def rhythm_features(samples, mean, median, local_rr_intervals):
    """Compute each beat's timing relative to the rhythm of its patient.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Samples of all of a record's beats, ascending.
    mean, median : ndarray of float, shape (n,)
        Usual RR interval for each beat, samples; from `evenbeat.beats.reference`.
    local_rr_intervals : int
        Number of RR intervals in the local mean; the last one ends at the beat.

    Returns
    -------
    ndarray of float, shape (n, 6)
        Natural logarithms of the ratios that `RHYTHM` names: the RR intervals before and after the
        beat to the median and to the mean, before to after, and before to the local mean. Zero
        where an interval is missing: before the first beat and after the last beat. With
        `refer_to_past` also after the first beat, whose only reference is this interval.

    Notes
    -----
    The intervals are those of de Chazal et al. 2004; ratios make them comparable between patients.
    Both references are needed: the median is not the normal interval in a record with mostly
    premature beats, nor the mean in a record with pauses.
    """
    features = np.zeros((len(samples), len(RHYTHM)))
    intervals = measure_intervals(samples)
    if not len(intervals):
        return features
    total = np.concatenate([[0.0], np.cumsum(intervals)])
    last = np.arange(1, len(total))
    first = np.maximum(last - local_rr_intervals, 0)
    local = (total[last] - total[first]) / (last - first)
    for column, usual in ((0, median), (2, mean)):
        features[1:, column] = np.log(intervals / usual[1:])
        features[:-1, column + 1] = np.log(intervals / usual[:-1])
    features[1:-1, 4] = np.log(intervals[:-1] / intervals[1:])
    features[1:, 5] = np.log(intervals / local)
    return features
