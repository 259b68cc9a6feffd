"""Subsamples of beats, evenly over a table."""

import numpy as np


def take_evenly(beats, most):
    """Take at most `most` beats, evenly over the table and so over the records.

    Parameters
    ----------
    beats : ndarray, shape (n, ...)
        In the order of records and of time.
    most : int

    Returns
    -------
    ndarray, shape (min(n, most), ...)
    """
    rows = np.linspace(0, len(beats) - 1, min(most, len(beats))).round().astype(int)
    return beats[rows]
