"""Beats as coefficients of the discrete cosine transform, up to a bandwidth."""

import numpy as np
from scipy.fft import dct, idct


def count_coefficients(length, sampling_rate, bandwidth):
    """Count the cosine coefficients of a beat up to a bandwidth.

    Parameters
    ----------
    length : int
        Number of samples of a beat.
    sampling_rate, bandwidth : float
        In Hz.

    Returns
    -------
    int
        At most `length`.

    Examples
    --------
    >>> count_coefficients(300, 360, 40)
    67
    """
    return min(length, int(np.ceil(2 * bandwidth * length / sampling_rate)))


def cosines(coefficients, length):
    """Compute the matrix that transforms the first cosine coefficients of a beat to the beat.

    Parameters
    ----------
    coefficients, length : int

    Returns
    -------
    ndarray of float32, shape (coefficients, length)
        Orthonormal rows.
    """
    return idct(np.eye(length)[:coefficients], norm="ortho").astype(np.float32)


def measure_coefficients(beats, weight, number):
    """Compute the standard deviations of the first cosine coefficients of beats.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    weight : ndarray of float, shape (n,)
        Sums to one.
    number : int
        Number of coefficients.

    Returns
    -------
    ndarray of float32, shape (number,)
    """
    found = dct(beats, norm="ortho")[:, :number]
    return (np.sqrt(weight @ np.square(found - weight @ found)) + 1e-6).astype(np.float32)


def measure_components(beats, weight, coefficients, number):
    """Compute the principal components of beats within a bandwidth.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    weight : ndarray of float, shape (n,)
        Sums to one.
    coefficients : int
        The components are limited to this number of first cosine coefficients.
    number : int
        Number of components.

    Returns
    -------
    ndarray of float32, shape (at most number and coefficients, length)
        Orthonormal rows, in descending order of the variance.
    """
    found = dct(beats, norm="ortho")[:, :coefficients].astype(float)
    found -= weight @ found
    # eigh returns ascending order of the variance.
    directions = np.linalg.eigh((found * weight[:, None]).T @ found)[1][:, ::-1]
    return (directions.T[:number] @ cosines(coefficients, beats.shape[1])).astype(np.float32)


def resampling(points, coefficients, length):
    """Compute the matrix that resamples signals and keeps only their first cosine coefficients.

    Parameters
    ----------
    points : int
        Number of samples of a signal.
    coefficients : int
        At most `points`.
    length : int
        Number of samples of the resampled signal.

    Returns
    -------
    ndarray of float32, shape (points, length)
    """
    kept = dct(np.eye(points), norm="ortho")[:, :coefficients] * np.sqrt(length / points)
    return (kept @ cosines(coefficients, length)).astype(np.float32)
