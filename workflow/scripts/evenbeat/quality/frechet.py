"""The Fréchet distance between two samples."""

import numpy as np

# Fraction of a beat's mean square; larger than the rounding errors of detrending a straight line.
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
    """Compute R, with at most d rows, such that R'R is the covariance of the sample."""
    centred = (sample - sample.mean(axis=0)) / np.sqrt(len(sample) - 1)
    return np.linalg.qr(centred, mode="r")
