"""Inference with a trained classifier: class probabilities and features of beats."""

import numpy as np

from evenbeat.beats.table import FEATURES
from evenbeat.nn.backend import keras, tf


def predict(model, beats, batch=4096):
    """Predict the class probabilities of beats.

    Parameters
    ----------
    model : keras.Model
        A classifier, as `build_classifier` returns it.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    batch : int
        Number of beats at a time.

    Returns
    -------
    ndarray of float32, shape (n, classes)
    """
    infer = tf.function(lambda *features: tf.nn.softmax(model(features)))
    columns = [beats[name] for name in FEATURES]
    rows = range(0, len(columns[0]), batch)
    return np.concatenate([infer(*(x[i : i + batch] for x in columns)).numpy() for i in rows])


def make_embedding(model):
    """Build a function that computes the features from which a classifier predicts.

    Parameters
    ----------
    model : keras.Model
        A classifier, as `build_classifier` returns it.

    Returns
    -------
    callable
        Maps a dict of columns waveform, template and rhythm to features, float32, shape (n, d).
    """
    inner = keras.Model(model.inputs, model.get_layer("both").output)

    def embed(beats):
        columns = [beats[column.name] for column in inner.inputs]
        return inner.predict(columns, batch_size=1024, verbose=0)

    return embed
