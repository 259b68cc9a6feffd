"""The networks of the model flow: a velocity, and a generator that follows it.

A beat is a point: the principal components of its change from the template and the independent
values of its rhythm, all standardised within the class.
"""

import numpy as np

from evenbeat.data.aami import CLASSES
from evenbeat.gan.core import arrange
from evenbeat.gan.models import blocks, conditional, cosine_transform
from evenbeat.nn.backend import keras, layers, tf
from evenbeat.nn.fixed import apply_fixed, make_constant
from evenbeat.runtime.seeds import derive_seed

HIDDEN_LAYERS = 3
TIME_FEATURES = 8
# Steps of the midpoint rule, which evaluates the velocity twice in each step.
STEPS = 10
# Name of the velocity network in the generator.
VELOCITY = "velocity"


def describe_time(time):
    """Compute the input of the velocity network for a time between noise and beats.

    Parameters
    ----------
    time : tensor of float32, shape (n, 1)
        From 0, noise, to 1, beats.

    Returns
    -------
    tensor of float32, shape (n, TIME_FEATURES)
    """
    return tf.cos(time * np.pi * np.arange(1, TIME_FEATURES + 1, dtype=np.float32))


def build_velocity(data, training, seed, name):
    """Build the network for the velocity of a point.

    Parameters
    ----------
    data : dict
        From `evenbeat.gan.models.flow.prepare`.
    training : dict
        `width`: units of a hidden layer.
    seed : int
        Seed of the initial weights.
    name : str

    Returns
    -------
    keras.Model
        From `point` (batch, m), `time` (batch, TIME_FEATURES), `template` (batch, length) and
        one-hot `class` (batch, 5) to the velocity (batch, m).
    """
    named, length = blocks.Named(derive_seed(seed, VELOCITY)), data["templates"].shape[1]
    point = keras.Input((data["point"].shape[1],), name="point")
    time = keras.Input((TIME_FEATURES,), name="time")
    template = keras.Input((length,), name="template")
    one_hot = keras.Input((len(CLASSES),), name="class")
    to_coefficients = cosine_transform.cosines(len(data["spread"]), length).T / data["spread"]
    base = apply_fixed(template, "template_coefficients", to_coefficients)
    condition = conditional.embed_condition(named, base, one_hot)
    x = known = layers.Concatenate(name="known")([point, time, *condition])
    for index in range(1, HIDDEN_LAYERS + 1):
        x = named(layers.Dense, training["width"], activation="silu")(x)
        x = layers.Concatenate(name=f"with_known_{index}")([x, known])
    velocity = named(layers.Dense, point.shape[1])(x)
    return keras.Model([point, time, template, one_hot], velocity, name=name)


def build_generator(data, training, seed):
    """Build the generator, which follows the velocity from noise to a beat.

    Parameters
    ----------
    data, training : dict
        As for `build_velocity`.
    seed : int
        Seed of the velocity's initial weights.

    Returns
    -------
    keras.Model
        From standard normal latents (batch, m), templates (batch, length) and one-hot classes
        (batch, 5) to `beat` (batch, length) and `rhythm` (batch, 6).
    """
    point = latent = keras.Input((data["point"].shape[1],), name="latent")
    template = keras.Input((data["templates"].shape[1],), name="template")
    one_hot = keras.Input((len(CLASSES),), name="class")
    velocity = build_velocity(data, training, seed, VELOCITY)
    for index in range(STEPS):
        for_half = {"template": template, "class": one_hot, "point": point}
        half = _move(velocity, point, for_half, index / STEPS, 0.5 / STEPS, f"{index}_half")
        for_all = for_half | {"point": half}
        point = _move(velocity, point, for_all, (index + 0.5) / STEPS, 1 / STEPS, f"{index}")
    outputs = _to_beat(point, template, one_hot, data)
    return keras.Model([latent, template, one_hot], outputs, name="generator")


def _move(velocity, point, inputs, time, duration, label):
    """Move a point with the velocity of the inputs at a time."""
    (described,) = describe_time(tf.constant([[time]], tf.float32)).numpy()
    told = make_constant(inputs["class"], f"time_{label}", described)
    way = velocity(arrange(velocity, inputs | {"time": told}))
    way = layers.Rescaling(duration, name=f"way_{label}")(way)
    return layers.Add(name=f"point_{label}")([point, way])


def _to_beat(point, template, one_hot, data):
    """Convert points to beats and their rhythm."""
    number, length = len(data["components"]), template.shape[1]
    scaled = layers.Multiply(name="scaled")([point, apply_fixed(one_hot, "scale", data["scale"])])
    value = layers.Add(name="value")([scaled, apply_fixed(one_hot, "mean", data["mean"])])
    # The template is limited to the bandwidth too, because its noise is not part of the beat.
    band = cosine_transform.cosines(len(data["spread"]), length)
    base = apply_fixed(template, "template_band", band.T @ band)
    to_change = np.pad(data["components"], ((0, blocks.RHYTHM_VALUES), (0, 0)))
    change = apply_fixed(value, "change", to_change)
    return {
        "beat": layers.Add(name="beat")([change, base]),
        "rhythm": apply_fixed(
            value, "rhythm", np.pad(blocks.RHYTHM_FROM_FREE, ((number, 0), (0, 0)))
        ),
    }
