"""The beat classifier: a small convolutional neural network with strides."""

import itertools

import numpy as np

from evenbeat.io.checksum_trailer import checksummed_file
from evenbeat.nn.backend import keras, layers
from evenbeat.nn.safe_load import load_network
from evenbeat.runtime.seeds import derive_seed


def build_classifier(length, rhythm_features, classes, seed):
    """Build an untrained classifier.

    The convolutions take the waveform and its difference from the template, the median beat of the
    record. The rhythm joins after them.

    Parameters
    ----------
    length : int
        Samples of a beat.
    rhythm_features : int
        Number of rhythm features.
    classes : int
        Number of classes.
    seed : int
        Seed of the initial weights.

    Returns
    -------
    keras.Model
        Maps waveforms (batch, length), templates (batch, length) and rhythms
        (batch, rhythm_features) to logits (batch, classes).
    """
    numbers = itertools.count(1)

    def named(layer, *arguments, **options):
        # Keras numbers unnamed layers throughout a process, and the file would hold that number.
        number = next(numbers)
        kernel = keras.initializers.HeNormal(seed=derive_seed(seed, "kernel", number))
        return layer(*arguments, kernel_initializer=kernel, name=f"layer_{number}", **options)

    waveform = keras.Input((length,), name="waveform")
    template = keras.Input((length,), name="template")
    rhythm = keras.Input((rhythm_features,), name="rhythm")
    difference = layers.Subtract(name="difference")([waveform, template])
    x = layers.Concatenate(name="waveform_and_difference")([waveform, difference])
    x = layers.Reshape((2, length), name="rows")(x)
    x = layers.Permute((2, 1), name="channels")(x)
    # Half the sampling rate still holds the pass band of the filters, at half the cost.
    x = layers.AveragePooling1D(2, name="half_rate")(x)
    for filters in (16, 32, 64, 64):
        x = named(layers.Conv1D, filters, 7, strides=2, padding="same", activation="relu")(x)
    x = named(layers.Dense, 32, activation="relu")(layers.Flatten(name="flat")(x))
    y = named(layers.Dense, 16, activation="relu")(rhythm)
    y = named(layers.Dense, 16, activation="relu")(y)
    both = layers.Concatenate(name="both")([x, y])
    inputs = [waveform, template, rhythm]
    return keras.Model(inputs, named(layers.Dense, classes)(both), name="classifier")


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
