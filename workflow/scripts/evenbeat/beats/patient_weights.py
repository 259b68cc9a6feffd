"""The weight of each patient among the beats of a class."""

import numpy as np


def weigh_patients(patients):
    """Compute beat weights by which a patient counts as the square root of its number of beats.

    Parameters
    ----------
    patients : ndarray of str or int, shape (n,)
        The patient of each beat.

    Returns
    -------
    ndarray of float, shape (n,)
        Sums to one.
    """
    _, where, counts = np.unique(patients, return_inverse=True, return_counts=True)
    weight = counts[where] ** -0.5
    return weight / weight.sum()
