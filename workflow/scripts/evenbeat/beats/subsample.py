"""Subsamples of beats, evenly spaced over a table."""

import numpy as np


def take_evenly(beats, most):
    """Take at most `most` beats, evenly spaced over the table and so over the records.

    Parameters
    ----------
    beats : ndarray, shape (n, ...)
        Ordered by record and time.
    most : int

    Returns
    -------
    ndarray, shape (min(n, most), ...)
    """
    rows = np.linspace(0, len(beats) - 1, min(most, len(beats))).round().astype(int)
    return beats[rows]
