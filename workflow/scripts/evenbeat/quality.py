"""How far two samples of beats lie apart."""

import numpy as np
from scipy.spatial.distance import cdist


def median_distance(beats):
    """Take the median Euclidean distance between different beats, the kernel's usual width.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length), n at least 2

    Returns
    -------
    float
    """
    distances = cdist(beats, beats)
    return float(np.median(distances[np.triu_indices(len(beats), k=1)]))


def mmd2(first, second, width):
    """Estimate the squared maximum mean discrepancy with an RBF kernel, without bias.

    Parameters
    ----------
    first : ndarray of float, shape (n, length), n at least 2
    second : ndarray of float, shape (m, length), m at least 2
    width : float
        Of the kernel exp(-d**2 / (2 width**2)).

    Returns
    -------
    float
        About zero, and below it by chance, where both are from one distribution.

    Notes
    -----
    Gretton et al. 2012, JMLR 13, equation 3.
    """

    def kernel(a, b):
        return np.exp(-cdist(a, b, "sqeuclidean") / (2 * width**2))

    n, m = len(first), len(second)
    within_first = (kernel(first, first).sum() - n) / (n * (n - 1))
    within_second = (kernel(second, second).sum() - m) / (m * (m - 1))
    return float(within_first + within_second - 2 * kernel(first, second).mean())


def choose_milestone(held_out, samples, floor_sample):
    """Choose the milestone whose beats lie nearest to real beats that the GAN never saw.

    Parameters
    ----------
    held_out : ndarray of float, shape (n, length)
        Real training beats on which the GAN was not trained.
    samples : dict of int to ndarray, shape (m, length)
        Generated beats of each milestone.
    floor_sample : ndarray of float, shape (k, length)
        Real beats on which it was trained: how near a perfect generator would come.

    Returns
    -------
    dict
        `mmd2` by milestone, the real-against-real `floor`, and the `chosen` milestone, the
        earliest of equals.
    """
    width = median_distance(held_out)
    scores = {epoch: mmd2(held_out, sample, width) for epoch, sample in sorted(samples.items())}
    return {
        "mmd2": scores,
        "floor": mmd2(held_out, floor_sample, width),
        "chosen": min(scores, key=scores.get),
    }
