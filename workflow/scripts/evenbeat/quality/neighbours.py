"""Nearest neighbours between samples of beats, and copies among them."""

import numpy as np
from sklearn.neighbors import NearestNeighbors

# The share of held-out beats that counts as copies; some beats are close by chance.
COPY_QUANTILE = 0.01


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
    return find_k_nearest(beats, others, 1)[:, 0]


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


def find_k_nearest(beats, others, number):
    """Find the rows of the nearest others, nearest first.

    The search never stores all n times m distances. Its distances are inexact and not zero for a
    copy, so callers compute distances themselves.

    Parameters
    ----------
    beats : ndarray of float, shape (n, d)
    others : ndarray of float, shape (m, d)
    number : int

    Returns
    -------
    ndarray of int, shape (n, number)
    """
    search = NearestNeighbors(n_neighbors=number, algorithm="brute").fit(others)
    return search.kneighbors(beats, return_distance=False)


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
        Their 1% quantile: 1% of new real beats are closer. Beats without noise are close to all
        beats and may be closer without being copies; `power_above` detects them.
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
