"""Fit of a network."""

import dataclasses

from evenbeat.beats.features import add_features
from evenbeat.classifier.inference import predict
from evenbeat.classifier.network import build_classifier, fit_wide_part
from evenbeat.classifier.training import train_classifier


def fit_network(training_set, classes, training, centre, sampling_rate, seed, report=print):
    """Fit the wide part of a network and train its deep parts.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    classes : sequence of str
        In the order of the network's outputs.
    training : dict
        The kind's `network` in the configuration.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.
    seed : int
    report : callable
        Takes a line of progress.

    Returns
    -------
    model : keras.Model
    curve : ndarray of float32, shape (steps, 2)
        Loss and accuracy, as `train_classifier` returns them.

    Raises
    ------
    InputError
        If the loss is not finite.
    """
    beats = add_features(training_set.beats, centre, sampling_rate)
    described = dataclasses.replace(training_set, beats=beats)
    wide = fit_wide_part(
        beats["features"], training_set.target, training_set.weight, **training["wide"]
    )
    model = build_classifier(beats["waveform"].shape[1], wide, len(classes), seed)
    return model, train_classifier(model, described, training, seed, report)


def fit_and_predict(training_set, beats, classes, training, centre, sampling_rate, seed):
    """Train a network and predict the class probabilities of other beats.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    classes : sequence of str
    training : dict
        The kind's `network` in the configuration.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.
    seed : int

    Returns
    -------
    ndarray of float32, shape (n, classes)

    Raises
    ------
    InputError
        If the loss is not finite.
    """
    model, _ = fit_network(training_set, classes, training, centre, sampling_rate, seed)
    return predict(model, beats, centre, sampling_rate)
