"""The distance to the nearest beat under dynamic time warping."""

import numpy as np

from evenbeat.quality.neighbours import find_k_nearest


def nearest_dtw(beats, others, band, candidates=5):
    """Compute the dynamic time warping distance of each beat to the nearest of some others.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    others : ndarray of float, shape (m, length), m at least 1
    band : int
        Half-width of the Sakoe-Chiba band: the maximum distance in time of matched samples.
    candidates : int
        Number of Euclidean nearest neighbours to search.

    Returns
    -------
    ndarray of float, shape (n,)
        Root of the summed squared differences along the best path, in the unit of the beats. It is
        at most the Euclidean distance to the nearest beat, and equal to it if the band is 0.

    Notes
    -----
    Sakoe and Chiba 1978, IEEE Transactions on Acoustics, Speech, and Signal Processing 26, 43-49,
    without step weights.
    """
    nearest = find_k_nearest(beats, others, min(candidates, len(others)))
    repeated = np.repeat(beats, nearest.shape[1], axis=0)
    warped = _warped_distances(repeated, others[nearest.ravel()], band)
    return warped.reshape(nearest.shape).min(axis=1)


def _warped_distances(first, second, band):
    """Compute the warped distance of each pair of rows; each cell for all pairs together."""
    pairs, length = first.shape
    # Time is the first axis, so that each cell reads contiguous memory.
    first, second = (np.ascontiguousarray(side.T, dtype=float) for side in (first, second))
    # The part of a table row that is in the band: its column o is sample `row - band + o` of the
    # second beat. The last column is outside the band and stays infinite.
    row_above = np.full((2 * band + 2, pairs), np.inf)
    row_above[band] = 0
    for row in range(length):
        current = np.full_like(row_above, np.inf)
        for column in range(max(0, row - band), min(length, row + band + 1)):
            place = column - row + band
            best = np.minimum(row_above[place], row_above[place + 1])
            if place:
                np.minimum(best, current[place - 1], out=best)
            current[place] = best + (first[row] - second[column]) ** 2
        row_above = current
    return np.sqrt(row_above[band])
