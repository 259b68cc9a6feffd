"""How close generated beats are to real ones, how many of these they cover, and which are copies.

The rows of all arrays are beats: waveforms, or the features that a classifier computes from them.
"""

import numpy as np
from scipy.signal import periodogram
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestNeighbors

# The share of held-out beats that counts as copies, because some beats are close by chance.
COPY_QUANTILE = 0.01
# Share of a beat's mean square. Rounding errors of the detrending of a straight line are below it.
NO_POWER = 1e-12


def frechet_distance(first, second):
    """Compute the Fréchet distance between Gaussians with the moments of two samples.

    Parameters
    ----------
    first : ndarray of float, shape (n, d), n at least 2
    second : ndarray of float, shape (m, d), m at least 2

    Returns
    -------
    float
        |mean difference|**2 + trace(C1 + C2 - 2 (C1 C2)**0.5), in squared units of the features;
        zero for equal samples, up to rounding. It grows as samples get smaller, so compare only
        samples of equal size.

    Notes
    -----
    Heusel et al. 2017, NeurIPS 30, arXiv:1706.08500, equation 6.
    """
    roots = [_covariance_root(np.asarray(sample, dtype=float)) for sample in (first, second)]
    # With C = R'R the trace of (C1 C2)**0.5 is the sum of the singular values of R1 R2'. This needs
    # no matrix root and also holds for singular covariances.
    overlap = np.linalg.svd(roots[0] @ roots[1].T, compute_uv=False).sum()
    spread = sum((root**2).sum() for root in roots)
    shift = np.mean(first, axis=0, dtype=float) - np.mean(second, axis=0, dtype=float)
    return float(max(shift @ shift + spread - 2 * overlap, 0))


def _covariance_root(sample):
    """Compute R, of at most d rows, such that R'R is the covariance of the sample."""
    centred = (sample - sample.mean(axis=0)) / np.sqrt(len(sample) - 1)
    return np.linalg.qr(centred, mode="r")


def precision_recall(real, synthetic, neighbors=5):
    """Compute precision, recall, density and coverage of a generated sample.

    Each sample is described by balls about its members. The radius of a ball is the distance to the
    k-th nearest neighbour in the same sample.

    Parameters
    ----------
    real : ndarray of float, shape (n, d)
    synthetic : ndarray of float, shape (m, d)
    neighbors : int
        k, from 1 to one less than either sample has members.

    Returns
    -------
    dict of str to float
        `precision`, the share of generated members in a real ball; `recall`, the share of real
        members in a generated ball; `density`, the mean number of real balls that contain a
        generated member, divided by k, about 1 for equal distributions and not bounded by 1;
        `coverage`, the share of real balls that contain a generated member.

    Notes
    -----
    Precision and recall: Kynkäänniemi et al. 2019, NeurIPS 32, arXiv:1904.06991. Density and
    coverage, which are robust against single outliers: Naeem et al. 2020, ICML, arXiv:2002.09797.
    Time and memory grow with (n + m)**2.
    """
    between = cdist(real, synthetic)
    in_real = between <= _reach(real, neighbors)[:, None]
    in_synthetic = between <= _reach(synthetic, neighbors)
    return {
        "precision": float(in_real.any(axis=0).mean()),
        "recall": float(in_synthetic.any(axis=1).mean()),
        "density": float(in_real.sum(axis=0).mean() / neighbors),
        "coverage": float(in_real.any(axis=1).mean()),
    }


def _reach(sample, neighbors):
    # Element 0 is the distance of the member to itself.
    return np.partition(cdist(sample, sample), neighbors, axis=1)[:, neighbors]


def nearest_distances(beats, others):
    """Compute the Euclidean distance of each beat to the nearest of some others.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    others : ndarray of float, shape (m, length), m at least 1

    Returns
    -------
    ndarray of float, shape (n,)
        In the unit of the beats; zero for a copy.
    """
    return np.linalg.norm(beats - others[nearest_rows(beats, others)], axis=1)


def nearest_rows(beats, others):
    """Find the nearest of some others for each beat.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    others : ndarray of float, shape (m, length), m at least 1

    Returns
    -------
    ndarray of int, shape (n,)
        Rows of `others`.
    """
    return _find_nearest(beats, others, 1)[:, 0]


def nearest_within(beats):
    """Compute the Euclidean distance of each beat to the nearest other beat of the same sample.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length), n at least 2

    Returns
    -------
    ndarray of float, shape (n,)
        In the unit of the beats; zero for a beat that occurs twice.
    """
    search = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(beats)
    nearest = search.kneighbors(return_distance=False)[:, 0]
    return np.linalg.norm(beats - beats[nearest], axis=1)


def _find_nearest(beats, others, number):
    """Find the rows of the nearest others, nearest first, shape (n, number).

    The search never holds all n times m distances. Its own distances are inexact, and not zero for
    a copy, so that callers compute distances themselves.
    """
    search = NearestNeighbors(n_neighbors=number, algorithm="brute").fit(others)
    return search.kneighbors(beats, return_distance=False)


def nearest_dtw(beats, others, band, candidates=5):
    """Compute the dynamic time warping distance of each beat to the nearest of some others.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    others : ndarray of float, shape (m, length), m at least 1
    band : int
        Half-width of the Sakoe-Chiba band: how many samples matched samples may be apart.
    candidates : int
        How many of the Euclidean nearest neighbours to search.

    Returns
    -------
    ndarray of float, shape (n,)
        Root of the summed squared differences along the best path, in the unit of the beats. At
        most the Euclidean distance to the nearest, and equal to it if the band is 0.

    Notes
    -----
    Sakoe and Chiba 1978, IEEE Transactions on Acoustics, Speech, and Signal Processing 26, 43-49,
    without step weights.
    """
    nearest = _find_nearest(beats, others, min(candidates, len(others)))
    repeated = np.repeat(beats, nearest.shape[1], axis=0)
    warped = _warped_distances(repeated, others[nearest.ravel()], band)
    return warped.reshape(nearest.shape).min(axis=1)


def _warped_distances(first, second, band):
    """Compute the warped distance of each pair of rows, cell by cell for all pairs at once."""
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


def find_copy_limit(held_out):
    """Compute the distance to the nearest training beat within which a beat counts as a copy.

    Parameters
    ----------
    held_out : ndarray of float, shape (k,)
        Distances of held-out real beats of the same patients to the nearest training beat, from
        `nearest_distances`.

    Returns
    -------
    float
        Their 1% quantile: a share of 0.01 within it is what new real beats show. Beats without
        noise are close to all others and may be within it without being copies; `power_above`
        detects them.
    """
    return np.quantile(held_out, COPY_QUANTILE)


def duplicate_share(beats, limit):
    """Compute the share of beats that have another beat of the same sample within a distance.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length), n at least 2
    limit : float
        Euclidean distance, in the unit of the beats.

    Returns
    -------
    float
        It grows with n, so compare only samples of equal size.
    """
    return float(np.mean(nearest_within(beats) <= limit))


def power_above(beats, sampling_rate, cutoff):
    """Compute the share of each beat's power above a frequency, a measure of noise.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    sampling_rate, cutoff : float
        In Hz.

    Returns
    -------
    ndarray of float, shape (n,)
        Share of the power after linear detrending, from 0 to 1; 0 for a straight line.
    """
    beats = np.asarray(beats, dtype=float)
    # A beat does not end at the value where it begins. The Hann window keeps this step, which is no
    # property of the signal, out of the high frequencies.
    frequencies, power = periodogram(
        beats, sampling_rate, window="hann", detrend="linear", scaling="spectrum"
    )
    total = power.sum(axis=1)
    above = power[:, frequencies > cutoff].sum(axis=1)
    varies = total > NO_POWER * np.mean(beats**2, axis=1)
    return np.divide(above, total, out=np.zeros_like(total), where=varies)
