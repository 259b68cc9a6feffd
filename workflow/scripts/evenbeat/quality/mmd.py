"""The distance between two samples of beats: the maximum mean discrepancy."""

import numpy as np
from scipy.spatial.distance import pdist
from sklearn.metrics.pairwise import rbf_kernel


def median_distance(beats):
    """Compute the median Euclidean distance between different beats, the usual kernel width.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length), n at least 2

    Returns
    -------
    float
        In the unit of the beats.
    """
    return float(np.median(pdist(beats)))


def mmd2(first, second, width):
    """Compute the unbiased estimate of the squared maximum mean discrepancy with an RBF kernel.

    Parameters
    ----------
    first : ndarray of float, shape (n, length), n at least 2
    second : ndarray of float, shape (m, length), m at least 2
    width : float
        Width of the kernel exp(-d**2 / (2 width**2)), in the unit of the samples.

    Returns
    -------
    float
        Near zero, and sometimes below it, if both samples are from one distribution. NaN if the
        width is zero.

    Notes
    -----
    Gretton et al. 2012, JMLR 13, equation 3.
    """
    if not width:
        return float("nan")
    # In single precision, rounding errors would be visible in small differences.
    first, second = first.astype(float), second.astype(float)
    gamma, n, m = 1 / (2 * width**2), len(first), len(second)
    within_first = (rbf_kernel(first, gamma=gamma).sum() - n) / (n * (n - 1))
    within_second = (rbf_kernel(second, gamma=gamma).sum() - m) / (m * (m - 1))
    return float(within_first + within_second - 2 * rbf_kernel(first, second, gamma).mean())
