"""Scores of synthetic beats from classifiers that were not trained on the beat's patient."""

import numpy as np

from evenbeat.beats.table import read_beats
from evenbeat.classifier.inference import predict
from evenbeat.classifier.network import load_classifier


def label_scores(probabilities, patients, known):
    """Average class probabilities over the classifiers that have not seen a beat's patient.

    A classifier that has seen the patient was trained on beats from which the generator learned.

    Parameters
    ----------
    probabilities : ndarray of float, shape (k, n)
        Probability of the beats' class, from each classifier.
    patients : ndarray of str, shape (n,)
        Empty for a beat without a patient, for which all classifiers count.
    known : sequence of k collections of str
        Training patients of each classifier. For each beat, at least one classifier must not have
        seen the patient.

    Returns
    -------
    ndarray of float, shape (n,)
        Mean probability, from 0 to 1.
    """
    asked = np.array([~np.isin(patients, sorted(names)) for names in known])
    return (probabilities * asked).sum(axis=0) / asked.sum(axis=0)


def predict_class(paths, beats, index, centre, sampling_rate):
    """Predict the probability of a class with each of several classifiers.

    Parameters
    ----------
    paths : sequence of k str
        Files of the classifiers.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    index : int
        Index of the class.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.

    Returns
    -------
    ndarray of float, shape (k, n)

    Raises
    ------
    InputError
        If a file is damaged.
    """
    if not len(beats["waveform"]):
        return np.empty((len(paths), 0))
    models = map(load_classifier, paths)
    return np.array([predict(model, beats, centre, sampling_rate)[:, index] for model in models])


def predict_unseen_patients(reference_classifiers, folds, beats, index, centre, sampling_rate):
    """Predict the probability of a class with the classifiers that have not seen the patient.

    Parameters
    ----------
    reference_classifiers, folds : sequence of k str
        Files of the classifiers, and of the beats on which each was trained.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm and patient.
    index : int
        Index of the class.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.

    Returns
    -------
    ndarray of float, shape (n,)
        Mean over the classifiers that have not seen the beat's patient.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    known = [set(read_beats(path, ("patient",))["patient"]) for path in folds]
    predicted = predict_class(reference_classifiers, beats, index, centre, sampling_rate)
    return label_scores(predicted, beats["patient"], known)
