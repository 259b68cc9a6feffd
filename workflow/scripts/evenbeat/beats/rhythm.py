"""Rhythm features: the timing of each beat relative to its patient's own rhythm."""

import numpy as np


def rhythm_features(samples, local_rr_intervals):
    """Compute each beat's timing relative to the rhythm of its patient.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Samples of all of a record's beats, ascending.
    local_rr_intervals : int
        Number of RR intervals in the local mean; the last one ends at the beat.

    Returns
    -------
    ndarray of float, shape (n, 4)
        Natural logarithms of four ratios: the RR interval before the beat to the record's median,
        the one after it to the median, before to after, and before to the local mean. Zero where
        an interval is missing at the ends of the record.

    Notes
    -----
    The intervals are those of de Chazal et al. 2004; ratios make them comparable between patients.
    """
    features = np.zeros((len(samples), 4))
    intervals = np.maximum(np.diff(samples), 1).astype(float)
    if not len(intervals):
        return features
    total = np.concatenate([[0.0], np.cumsum(intervals)])
    last = np.arange(1, len(total))
    first = np.maximum(last - local_rr_intervals, 0)
    local = (total[last] - total[first]) / (last - first)
    median = np.median(intervals)
    features[1:, 0] = np.log(intervals / median)
    features[:-1, 1] = np.log(intervals / median)
    features[1:-1, 2] = np.log(intervals[:-1] / intervals[1:])
    features[1:, 3] = np.log(intervals / local)
    return features
