"""How near synthetic beats come to real ones, how much of them they cover, and which are copies.

All functions take arrays of one row a beat: waveforms, or the features that a classifier has made
of them.
"""

import numpy as np
from scipy.signal import periodogram
from scipy.spatial.distance import cdist
from sklearn.neighbors import NearestNeighbors

# What share of held-out beats passes for a copy: chance alone brings some beats close together.
COPY_QUANTILE = 0.01
# Of a beat's mean square. Rounding leaves less when a straight line is taken from itself.
NO_POWER = 1e-12


def frechet_distance(first, second):
    """Compute the Fréchet distance between the Gaussians with two samples' means and covariances.

    Parameters
    ----------
    first : ndarray of float, shape (n, d), n at least 2
    second : ndarray of float, shape (m, d), m at least 2

    Returns
    -------
    float
        |mean difference|**2 + trace(C1 + C2 - 2 (C1 C2)**0.5), in squared units of the features;
        zero for equal samples, up to rounding. Small samples of one distribution are well above
        it: compare those of equal size only.

    Notes
    -----
    Heusel et al. 2017, NeurIPS 30, arXiv:1706.08500, equation 6.
    """
    roots = [_covariance_root(np.asarray(sample, dtype=float)) for sample in (first, second)]
    # With C = R'R the trace of (C1 C2)**0.5 is the sum of the singular values of R1 R2', which
    # needs no root of a matrix and holds where a covariance is singular.
    overlap = np.linalg.svd(roots[0] @ roots[1].T, compute_uv=False).sum()
    spread = sum((root**2).sum() for root in roots)
    shift = np.mean(first, axis=0, dtype=float) - np.mean(second, axis=0, dtype=float)
    return float(max(shift @ shift + spread - 2 * overlap, 0))


def _covariance_root(sample):
    """Give R with R'R the covariance of the sample, of at most d rows."""
    centred = (sample - sample.mean(axis=0)) / np.sqrt(len(sample) - 1)
    return np.linalg.qr(centred, mode="r")


def precision_recall(real, synthetic, neighbors=5):
    """Estimate how much of a synthetic sample is realistic and how much of the real one it covers.

    A sample stands for the union of the balls about its members, each of which reaches to the
    member's k-th neighbour in the sample.

    Parameters
    ----------
    real : ndarray of float, shape (n, d)
    synthetic : ndarray of float, shape (m, d)
    neighbors : int
        k, from 1 to one less than either sample has members.

    Returns
    -------
    dict of str to float
        `precision`, the share of synthetic members within a real ball; `recall`, the share of real
        ones within a synthetic ball; `density`, the mean number of real balls about a synthetic
        member over k, about 1 for one distribution and not bounded by it; `coverage`, the share of
        real balls with a synthetic member.

    Notes
    -----
    Precision and recall: Kynkäänniemi et al. 2019, NeurIPS 32, arXiv:1904.06991. Density and
    coverage, which a single outlier does not change much: Naeem et al. 2020, ICML,
    arXiv:2002.09797. Time and memory grow with (n + m)**2.
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
    # Nearest of all is the member itself.
    return np.partition(cdist(sample, sample), neighbors, axis=1)[:, neighbors]


def nearest_distances(beats, others):
    """Measure how far each beat is from the nearest of some others.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    others : ndarray of float, shape (m, length), m at least 1

    Returns
    -------
    ndarray of float, shape (n,)
        Euclidean, in units of the beats; zero for a copy.
    """
    return np.linalg.norm(beats - others[nearest_rows(beats, others)], axis=1)


def nearest_rows(beats, others):
    """Find the nearest of some others for each beat; shapes as for `nearest_distances`."""
    return _find_nearest(beats, others, 1)[:, 0]


def nearest_within(beats):
    """Measure how far each beat is from the nearest other beat of the same sample.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length), n at least 2

    Returns
    -------
    ndarray of float, shape (n,)
        Euclidean, in units of the beats; zero for a beat that occurs twice.
    """
    search = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(beats)
    nearest = search.kneighbors(return_distance=False)[:, 0]
    return np.linalg.norm(beats - beats[nearest], axis=1)


def _find_nearest(beats, others, number):
    """Give the rows of the nearest others, nearest first, shape (n, number).

    The search never holds all n times m distances. Its own distances are differences of large
    products, and not zero for a copy: whoever wants them computes them anew.
    """
    search = NearestNeighbors(n_neighbors=number, algorithm="brute").fit(others)
    return search.kneighbors(beats, return_distance=False)


def nearest_dtw(beats, others, band, candidates=5):
    """Measure how far each beat is from the nearest of some others if time may be warped.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    others : ndarray of float, shape (m, length), m at least 1
    band : int
        By how many samples two that are matched may be apart (Sakoe and Chiba's band).
    candidates : int
        The nearest is sought only among so many that are the nearest without warping.

    Returns
    -------
    ndarray of float, shape (n,)
        Root of the summed squared differences along the best path, in units of the beats. At most
        the Euclidean distance to the nearest, and equal to it where the band is 0.

    Notes
    -----
    Sakoe and Chiba 1978, IEEE Transactions on Acoustics, Speech, and Signal Processing 26, 43-49;
    without weights for the steps.
    """
    nearest = _find_nearest(beats, others, min(candidates, len(others)))
    repeated = np.repeat(beats, nearest.shape[1], axis=0)
    warped = _warped_distances(repeated, others[nearest.ravel()], band)
    return warped.reshape(nearest.shape).min(axis=1)


def _warped_distances(first, second, band):
    """Compute the warped distance of each pair of rows, all pairs at once cell by cell."""
    pairs, length = first.shape
    # Time leads, so that what is used together lies together in memory.
    first, second = (np.ascontiguousarray(side.T, dtype=float) for side in (first, second))
    # A row of the table as far as the band goes: its column o is sample `row - band + o` of the
    # second beat. The last column lies beyond the band and stays infinite.
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
    """Find the distance to the nearest training beat at which a beat passes for a copy.

    Parameters
    ----------
    held_out : ndarray of float, shape (k,)
        From real beats of the same patients to the nearest of all training beats, as
        `nearest_distances` finds it.

    Returns
    -------
    float
        Their 1% quantile, so that a share of 0.01 within it is what new beats give; of fewer than
        100 beats, the nearest one sets it. Beats without noise lie near to all others and within it
        without being copies; `power_above` tells.
    """
    return np.quantile(held_out, COPY_QUANTILE)


def duplicate_share(beats, limit):
    """Measure how many beats have another one of the same sample within a limit.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length), n at least 2
    limit : float
        Euclidean, in units of the beats.

    Returns
    -------
    float
        It grows with n: compare samples of equal size only.
    """
    return float(np.mean(nearest_within(beats) <= limit))


def power_above(beats, sampling_rate, cutoff):
    """Measure how much of each beat's power lies above a frequency: its noise and roughness.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    sampling_rate : float
        In Hz.
    cutoff : float
        In Hz.

    Returns
    -------
    ndarray of float, shape (n,)
        Share of the power without mean and trend, from 0 to 1; 0 for a beat that has none, which
        is a straight line.
    """
    beats = np.asarray(beats, dtype=float)
    # Beats do not end where they began. A window without a jump at its ends keeps that step, which
    # is no property of the signal, out of the high frequencies.
    frequencies, power = periodogram(
        beats, sampling_rate, window="hann", detrend="linear", scaling="spectrum"
    )
    total = power.sum(axis=1)
    above = power[:, frequencies > cutoff].sum(axis=1)
    varies = total > NO_POWER * np.mean(beats**2, axis=1)
    return np.divide(above, total, out=np.zeros_like(total), where=varies)
