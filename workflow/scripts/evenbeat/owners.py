"""Patients of beats: sampling weights, and the number of real beats of each patient."""

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


def judge_patient(patients, owners):
    """Count the real training beats of the class that each synthetic beat's patient has.

    This serves the intrapatient split, where the training set has all patients and shows which of
    them have the class. For new patients it shows nothing.

    Parameters
    ----------
    patients : ndarray of str, shape (n,)
        Patients of the synthetic beats. Empty for a beat without a patient.
    owners : ndarray of str, shape (m,)
        Patients of the training beats of the class.

    Returns
    -------
    ndarray of int, shape (n,)
    """
    names, numbers = np.unique(owners, return_counts=True)
    counts = dict(zip(names, numbers, strict=True))
    return np.array([counts.get(patient, 0) for patient in patients], dtype=int)
