"""Inference with a trained classifier: class probabilities and embeddings of beats."""

import numpy as np

from evenbeat.beats.features import add_features
from evenbeat.classifier.network import build_embedding
from evenbeat.nn.backend import tf


def predict(model, beats, centre, sampling_rate, batch=4096):
    """Predict the class probabilities of beats.

    Parameters
    ----------
    model : keras.Model
        A classifier, as `build_classifier` returns it.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.
    batch : int
        Number of beats at a time.

    Returns
    -------
    ndarray of float32, shape (n, classes)
    """
    infer = tf.function(lambda *inputs: tf.nn.softmax(model(inputs)), autograph=False)
    described = add_features(beats, centre, sampling_rate)
    columns = [described[one.name] for one in model.inputs]
    rows = range(0, len(columns[0]), batch)
    return np.concatenate([infer(*(x[i : i + batch] for x in columns)).numpy() for i in rows])


def make_embedding(model, centre, sampling_rate):
    """Build a function that computes an embedding of beats, the hidden units of a classifier.

    Parameters
    ----------
    model : keras.Model
        A classifier, as `build_classifier` returns it.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Hz.

    Returns
    -------
    callable
        Maps a dict of columns waveform, template and rhythm to an embedding, float32, shape (n, d).
    """
    inner = build_embedding(model)

    def embed(beats):
        described = add_features(beats, centre, sampling_rate)
        columns = [described[one.name] for one in inner.inputs]
        return inner.predict(columns, batch_size=1024, verbose=0)

    return embed
