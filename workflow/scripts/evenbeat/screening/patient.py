"""Scores of synthetic beats from the number of real beats of their class and patient."""

import numpy as np


def patient_scores(patients, real_patients):
    """Count, for each synthetic beat, the real training beats of its class and patient.

    This serves the intrapatient split, where the training set has all patients and shows which of
    them have the class. It cannot show this for new patients.

    Parameters
    ----------
    patients : ndarray of str, shape (n,)
        Patients of the synthetic beats. Empty for a beat without a patient.
    real_patients : ndarray of str, shape (m,)
        Patients of the training beats of the class.

    Returns
    -------
    ndarray of int, shape (n,)
    """
    names, numbers = np.unique(real_patients, return_counts=True)
    counts = dict(zip(names, numbers, strict=True))
    return np.array([counts.get(patient, 0) for patient in patients], dtype=int)
