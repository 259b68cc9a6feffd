"""Patients as owners of beats: how much each of them counts, and which of them have a class."""

import numpy as np


def weigh_patients(patients):
    """Weigh beats so that a patient counts by the root of its beats.

    Parameters
    ----------
    patients : ndarray of str or int, shape (n,)

    Returns
    -------
    ndarray of float, shape (n,)
        Sums to one.
    """
    _, where, counts = np.unique(patients, return_inverse=True, return_counts=True)
    weight = counts[where] ** -0.5
    return weight / weight.sum()


def judge_patient(patients, owners):
    """Count for synthetic beats how many real ones of their class their patient has.

    Between patients nobody knows who will have a rare class; within patients, each of whom is in
    the training set, it is known who does not.

    Parameters
    ----------
    patients : ndarray of str, shape (n,)
        Of the synthetic beats; empty where a beat is nobody's.
    owners : ndarray of str, shape (m,)
        Patients of the training beats of the class.

    Returns
    -------
    ndarray of int, shape (n,)
    """
    names, numbers = np.unique(owners, return_counts=True)
    counts = dict(zip(names, numbers, strict=True))
    return np.array([counts.get(patient, 0) for patient in patients], dtype=int)
