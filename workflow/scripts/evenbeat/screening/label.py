"""Scores of beats by classifiers that have not seen a beat's patient."""

import numpy as np

from evenbeat.beats.table import read_beats
from evenbeat.classifier.inference import predict
from evenbeat.classifier.network import load_classifier


def label_scores(probabilities, patients, known):
    """Average what classifiers make of beats, of those that have not seen a beat's patient.

    A classifier that has seen the patient would know the beats that the generator learned from.

    Parameters
    ----------
    probabilities : ndarray of float, shape (k, n)
        Of the beats' class, by each classifier.
    patients : ndarray of str, shape (n,)
        Empty where a beat is nobody's: all classifiers are asked.
    known : sequence of k collections of str
        The patients that each classifier was trained on; each patient is unknown to one at least.

    Returns
    -------
    ndarray of float, shape (n,)
    """
    asked = np.array([~np.isin(patients, sorted(names)) for names in known])
    return (probabilities * asked).sum(axis=0) / asked.sum(axis=0)


def label_boundary_scores(agreed):
    """Score beats for having the right label, and for lying where it is in doubt.

    Parameters
    ----------
    agreed : ndarray of float, shape (n,)
        As `label_scores` gives it.

    Returns
    -------
    dict of str to ndarray of float, shape (n,)
        By the name of the screen: `label`, and `boundary`, the other way round.
    """
    return {"label": agreed, "boundary": 1 - agreed}


def predict_class(paths, beats, index):
    """Ask classifiers for the probability of a class.

    Parameters
    ----------
    paths : sequence of k str
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    index : int
        Of the class.

    Returns
    -------
    ndarray of float, shape (k, n)
    """
    if not len(beats["waveform"]):
        return np.empty((len(paths), 0))
    return np.array([predict(load_classifier(path), beats)[:, index] for path in paths])


def predict_unseen_patients(reference_classifiers, folds, beats, index):
    """Ask, for the probability of a class, those classifiers that have not seen a beat's patient.

    Parameters
    ----------
    reference_classifiers, folds : sequence of k str
        Classifiers, and the beats that each was trained on.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm and patient.
    index : int
        Of the class.

    Returns
    -------
    ndarray of float, shape (n,)
    """
    known = [set(read_beats(path, ("patient",))["patient"]) for path in folds]
    return label_scores(predict_class(reference_classifiers, beats, index), beats["patient"], known)
