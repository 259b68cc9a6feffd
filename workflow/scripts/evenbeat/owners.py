"""Whose anatomy synthetic beats have, and whether that patient has such beats."""

import numpy as np


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
