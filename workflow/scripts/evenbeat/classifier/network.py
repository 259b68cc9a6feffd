"""The network that classifies beats: wide and deep.

The logits are the sum of three parts: a linear discriminant analysis of splines of the features
(wide), small networks of the features, and a convolutional network of the waveform (deep). So the
rhythm has its own path to the output; a network of the waveform alone would learn to recognise the
training patients (Cheng et al. 2016, Wide & Deep Learning for Recommender Systems).
"""

from typing import NamedTuple

import numpy as np

from evenbeat.classifier.spline_layers import add_discriminant, make_scale
from evenbeat.classifier.spline_lda import SplineLDA
from evenbeat.io.checksum_trailer import checksummed_file
from evenbeat.nn.backend import keras, layers
from evenbeat.nn.fixed import apply_fixed
from evenbeat.nn.safe_load import load_network
from evenbeat.runtime.seeds import derive_seed

# Number of networks of the features; the mean of their logits is one part.
MEMBERS = 3
# Weight of the convolutional network in the sum of logits; the other parts have weight 1. It
# generalises least to other patients (docs/study/log.md).
WAVEFORM_WEIGHT = 0.25
# Names of layers.
STANDARDISED, DEEP = "standardised", "deep"
OF_FEATURES, OF_WAVEFORM = "features_", "of_waveform"


class WidePart(NamedTuple):
    """The fitted part of a classifier, and the scale of its features.

    Attributes
    ----------
    lda : evenbeat.classifier.spline_lda.SplineLDA
        Its classes are class indices.
    mean, deviation : ndarray of float, shape (features,)
        Mean and standard deviation of the clipped features, scaled to 0 to 1 between the limits of
        `lda`.
    """

    lda: SplineLDA
    mean: np.ndarray
    deviation: np.ndarray


def fit_wide_part(features, target, weight, **settings):
    """Fit the wide part to training beats.

    Parameters
    ----------
    features : ndarray of float, shape (n, features)
    target : ndarray of int, shape (n,)
        Class index of each beat.
    weight : ndarray of float, shape (n,)
    **settings : object
        Parameters of `evenbeat.classifier.spline_lda.SplineLDA`.

    Returns
    -------
    WidePart
    """
    lda = SplineLDA(**settings).fit(features, target, weight)
    scale, offset = make_scale(lda)
    shares = np.clip(features @ scale + offset, 0, 1)
    # A constant feature stays zero.
    return WidePart(lda, shares.mean(axis=0), shares.std(axis=0) + 1e-3)


def build_classifier(length, wide, classes, seed):
    """Build a classifier whose deep parts are untrained.

    Parameters
    ----------
    length : int
        Number of samples of a beat.
    wide : WidePart
    classes : int
        Number of classes.
    seed : int
        Seed of the initial weights.

    Returns
    -------
    keras.Model
        Maps waveforms (batch, length), templates (batch, length) and features (batch, features) to
        logits (batch, classes).
    """
    waveform, template = (keras.Input((length,), name=name) for name in ("waveform", "template"))
    features = keras.Input((len(wide.mean),), name="features")
    scaled = apply_fixed(features, "scaled", *make_scale(wide.lda))
    shares = layers.ReLU(max_value=1, name="clipped")(scaled)
    standardised = apply_fixed(
        shares, STANDARDISED, np.diag(1 / wide.deviation), -wide.mean / wide.deviation
    )
    heads = _build_deep(length, len(wide.mean), classes, seed)([waveform, template, standardised])
    share = np.eye(classes)
    mixture = np.vstack([share / MEMBERS] * MEMBERS + [share * WAVEFORM_WEIGHT])
    deep = apply_fixed(layers.Flatten(name="heads")(heads), "mixture", mixture)
    logits = layers.Add(name="logits")([add_discriminant(shares, wide.lda, classes), deep])
    return keras.Model([waveform, template, features], logits, name="classifier")


def _build_deep(length, features, classes, seed):
    """Build the networks of the features and of the waveform, with the logits of each."""
    waveform, template = (keras.Input((length,), name=name) for name in ("wave", "usual_wave"))
    standardised = keras.Input((features,), name="standardised_features")
    hidden = [_add_dense(standardised, f"{OF_FEATURES}{k}", seed) for k in range(MEMBERS)]
    hidden.append(_add_convolutions(waveform, template, seed))
    heads = [_dense(classes, f"head_{k}", seed)(x) for k, x in enumerate(hidden)]
    joined = layers.Concatenate(name="joined")(heads)
    stacked = layers.Reshape((len(heads), classes), name="by_network")(joined)
    return keras.Model([waveform, template, standardised], stacked, name=DEEP)


def _dense(units, name, seed, activation=None):
    kernel = keras.initializers.HeNormal(seed=derive_seed(seed, "kernel", name))
    return layers.Dense(units, activation=activation, kernel_initializer=kernel, name=name)


def _add_dense(x, name, seed):
    x = _dense(32, f"{name}_first", seed, "relu")(x)
    return _dense(32, name, seed, "relu")(x)


def _add_convolutions(waveform, template, seed):
    """Add convolutions of the waveform and its difference from the template."""
    difference = layers.Subtract(name="difference")([waveform, template])
    x = layers.Concatenate(name="waveform_and_difference")([waveform, difference])
    x = layers.Reshape((2, waveform.shape[1]), name="rows")(x)
    x = layers.Permute((2, 1), name="channels")(x)
    # A third of the sampling rate still covers the filters' pass band, at a third of the cost.
    x = layers.AveragePooling1D(3, name="third_of_rate")(x)
    for number, filters in enumerate((16, 32, 32)):
        name = f"convolution_{number}"
        kernel = keras.initializers.HeNormal(seed=derive_seed(seed, "kernel", name))
        convolution = layers.Conv1D(
            filters,
            7,
            strides=2,
            padding="same",
            activation="relu",
            kernel_initializer=kernel,
            name=name,
        )
        x = convolution(x)
    return _dense(32, OF_WAVEFORM, seed, "relu")(layers.Flatten(name="flat")(x))


def split_classifier(model):
    """Split a classifier into the fixed part before the deep networks and the trained deep part.

    Parameters
    ----------
    model : keras.Model
        As `build_classifier` returns it.

    Returns
    -------
    standardise : keras.Model
        Maps features to the inputs of the networks of the features.
    deep : keras.Model
        Maps waveforms, templates and standardised features to the logits of each network, (batch,
        4, classes).
    """
    standardised = model.get_layer(STANDARDISED).output
    return keras.Model(model.inputs[-1], standardised, name="standardise"), model.get_layer(DEEP)


def build_embedding(model):
    """Build the network that computes an embedding of beats: its hidden units.

    Parameters
    ----------
    model : keras.Model
        As `build_classifier` returns it.

    Returns
    -------
    keras.Model
        With the inputs of `model`; its outputs have shape (batch, 64).
    """
    deep = model.get_layer(DEEP)
    hidden = [deep.get_layer(name).output for name in (f"{OF_FEATURES}0", OF_WAVEFORM)]
    both = keras.Model(deep.inputs, layers.Concatenate(name="both")(hidden))
    *waves, _ = model.inputs
    embedded = both([*waves, model.get_layer(STANDARDISED).output])
    return keras.Model(model.inputs, embedded, name="embedding")


def save_classifier(path, model):
    """Write a classifier to a Keras HDF5 file.

    Parameters
    ----------
    path : str or Path
    model : keras.Model

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    # This format holds no date, unlike `.keras`: the same seed gives the same bytes.
    size = sum(np.asarray(weight).nbytes for weight in model.weights)
    with checksummed_file(path, size) as part:
        model.save(part)


def load_classifier(path):
    """Read a classifier.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, or does not hold a network of this workflow.
    """
    return load_network(path, "a classifier")
