"""What the models of all classes share: they are conditioned on class and template of a patient."""

import numpy as np

from evenbeat.data.aami import CLASSES
from evenbeat.gan.core import arrange
from evenbeat.gan.models import blocks, cosine_transform
from evenbeat.nn.backend import keras
from evenbeat.nn.fixed import apply_fixed
from evenbeat.runtime.errors import InputError


def find_templates(beats):
    """Find the template of each patient, the median over its beats.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns template and patient. A patient's template may differ between records.

    Returns
    -------
    patients : ndarray of str, shape (p,)
    templates : ndarray of float32, shape (p, length)
    """
    patients = np.unique(beats["patient"])
    of_patients = [beats["template"][beats["patient"] == patient] for patient in patients]
    return patients, np.array([np.median(x, axis=0) for x in of_patients], dtype=np.float32)


def prepare_conditional(beats, weight, bandwidth):
    """Convert beats of several classes to training data, without scaling them.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm, label and patient; also `sampling_rate`, in Hz.
    weight : ndarray of float, shape (n,)
        Of each beat in training; sums to one.
    bandwidth : float
        In Hz.

    Returns
    -------
    data : dict
        As of `evenbeat.gan.models.blocks.prepare_unscaled`, `class` and `patient` of each beat,
        `patients` and `templates` as of `find_templates`, and `spread`, the standard deviations
        of the cosine coefficients up to the bandwidth.
    attributes : dict
        `scale` and `limit` that change no beat, and `coefficients`, the number of cosine
        coefficients of a beat.
    """
    patients, templates = find_templates(beats)
    length, rate = beats["waveform"].shape[1], beats["sampling_rate"]
    coefficients = cosine_transform.count_coefficients(length, rate, bandwidth)
    data, attributes = blocks.prepare_unscaled(beats, weight)
    data |= {
        "class": np.array([CLASSES.index(name) for name in beats["label"]], dtype=np.int32),
        "patient": np.searchsorted(patients, beats["patient"]).astype(np.int32),
        "patients": patients,
        "templates": templates,
        "spread": cosine_transform.measure_coefficients(data["beat"], weight, coefficients),
    }
    return data, attributes | {"coefficients": coefficients}


def fix_class(network, cls):
    """Fix the class of a class-conditional generator or discriminator.

    Parameters
    ----------
    network : keras.Model
        With the inputs `class` and `template`.
    cls : str

    Returns
    -------
    keras.Model
        Without the input `class`.

    Raises
    ------
    InputError
        If there is no such class.
    """
    if cls not in CLASSES:
        raise InputError(f"there is no class {cls!r}; expected {', '.join(CLASSES)}")
    inputs = {
        x.name: keras.Input(x.shape[1:], name=x.name) for x in network.inputs if x.name != "class"
    }
    template = inputs["template"]
    one_hot = np.eye(len(CLASSES), dtype=np.float32)[CLASSES.index(cls)]
    # Keras needs a layer for a constant: with a zero kernel its output is always the bias.
    nothing = np.zeros((template.shape[1], len(CLASSES)), dtype=np.float32)
    constant = apply_fixed(template, "class", nothing, one_hot)
    outputs = network(arrange(network, {**inputs, "class": constant}))
    return keras.Model(list(inputs.values()), outputs, name=f"{network.name}_{cls}")
