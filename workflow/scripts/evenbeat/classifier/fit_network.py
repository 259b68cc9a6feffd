"""Fit of a network."""

from evenbeat.classifier.inference import predict
from evenbeat.classifier.network import build_classifier
from evenbeat.classifier.training import train_classifier


def fit_network(training_set, classes, training, seed, report=print):
    """Build a network and train it.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    classes : sequence of str
        In the order of the network's outputs.
    training : dict
        The kind's `network` in the configuration.
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
    beats = training_set.beats
    length, rhythm_features = beats["waveform"].shape[1], beats["rhythm"].shape[1]
    model = build_classifier(length, rhythm_features, len(classes), seed)
    return model, train_classifier(model, training_set, training, seed, report)


def fit_and_predict(training_set, beats, classes, training, seed):
    """Train a network and predict the class probabilities of other beats.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    classes : sequence of str
    training : dict
        The kind's `network` in the configuration.
    seed : int

    Returns
    -------
    ndarray of float32, shape (n, classes)

    Raises
    ------
    InputError
        If the loss is not finite.
    """
    model, _ = fit_network(training_set, classes, training, seed)
    return predict(model, beats)
