"""The networks of the model transfer, conditioned on the class and on a patient's template.

Beats are aligned and smooth, so the networks use a few cosine coefficients and no convolutions.
"""

import numpy as np

from evenbeat.beats.rhythm import RHYTHM
from evenbeat.data.aami import CLASSES
from evenbeat.gan.models import blocks, conditional, cosine_transform
from evenbeat.nn.backend import keras, layers
from evenbeat.nn.fixed import apply_fixed
from evenbeat.runtime.seeds import derive_seed

DISCRIMINATOR_WIDTH = 256


def build_generator(data, training, seed, name):
    """Build the generator.

    Parameters
    ----------
    data : dict
        From `evenbeat.gan.models.transfer.prepare`.
    training : dict
        `width`: units of a hidden layer.
    seed : int
        Seed of the initial weights.
    name : str

    Returns
    -------
    keras.Model
        From standard normal latents (batch, 32), templates (batch, length) and one-hot classes
        (batch, 5) to `beat` (batch, length) and `rhythm` (batch, 6).
    """
    named, length = blocks.Named(derive_seed(seed, "generator")), data["templates"].shape[1]
    coefficients = len(data["spread"])
    latent = keras.Input((blocks.LATENT,), name="latent")
    template = keras.Input((length,), name="template")
    one_hot = keras.Input((len(CLASSES),), name="class")
    to_beat = cosine_transform.cosines(coefficients, length)
    base = apply_fixed(template, "template_coefficients", to_beat.T.copy())
    known = conditional.embed_condition(named, base, one_hot)
    condition = layers.Concatenate(name="condition")([latent, *known])
    x = condition
    for index in (1, 2):
        x = named(layers.Dense, training["width"])(x)
        x = layers.LeakyReLU(0.2, name=f"relu_{index}")(x)
        x = layers.LayerNormalization(name=f"normalisation_{index}")(x)
        x = layers.Concatenate(name=f"with_condition_{index}")([x, condition])
    change = named(layers.Dense, coefficients)(x)
    change = apply_fixed(change, "change", np.diag(data["spread"]))
    # The template is limited to the bandwidth too, because its noise is not part of the beat.
    outputs = {
        "beat": apply_fixed(layers.Add(name="sum")([change, base]), "beat", to_beat),
        "rhythm": blocks.make_rhythm(named, x, data["rhythm_mean"], data["rhythm_spread"]),
    }
    return keras.Model([latent, template, one_hot], outputs, name=name)


def build_discriminator(length, seed, spread, rhythm_mean, rhythm_spread):
    """Build the discriminator.

    Parameters
    ----------
    length : int
        Number of samples of a beat.
    seed : int
        Seed of the initial weights.
    spread : ndarray of float32, shape (coefficients,)
        Standard deviations of the cosine coefficients of training beats.
    rhythm_mean, rhythm_spread : ndarray of float32, shape (4,)
        From `evenbeat.gan.models.blocks.measure_rhythm`.

    Returns
    -------
    keras.Model
        From `beat` and `template` (batch, length), `rhythm` (batch, 6) and one-hot classes
        (batch, 5) to scores (batch, 1). `make_patient_mask` hides the patient; the training step
        can bypass this mask.
    """
    named = blocks.Named(derive_seed(seed, "discriminator"))
    beat = keras.Input((length,), name="beat")
    template = keras.Input((length,), name="template")
    rhythm = keras.Input((len(RHYTHM),), name="rhythm")
    one_hot = keras.Input((len(CLASSES),), name="class")
    change = layers.Subtract(name="change")([beat, template])
    to_coefficients = cosine_transform.cosines(len(spread), length).T / spread
    features = layers.Concatenate(name="features")(
        [
            apply_fixed(beat, "beat_coefficients", to_coefficients),
            apply_fixed(change, "change_coefficients", to_coefficients),
            blocks.standardise_rhythm(rhythm, rhythm_mean, rhythm_spread),
        ]
    )
    x = apply_fixed(features, "blindfold", np.diag(make_patient_mask(len(spread))))
    x = layers.Concatenate(name="features_and_class")([x, one_hot])
    for index in range(1, 4):
        x = named(layers.Dense, DISCRIMINATOR_WIDTH)(x)
        x = layers.LeakyReLU(0.2, name=f"relu_{index}")(x)
    like = named(layers.Dense, DISCRIMINATOR_WIDTH, use_bias=False)(one_hot)
    projection = layers.Dot(axes=1, name="projection")([x, like])
    score = layers.Add(name="sum")([named(layers.Dense, 1)(x), projection])
    score = layers.Rescaling(DISCRIMINATOR_WIDTH**-0.5, name="score")(score)
    return keras.Model([beat, template, rhythm, one_hot], score, name="discriminator")


def make_patient_mask(coefficients):
    """Compute the factors that hide the beat, but not its difference from the template or rhythm.

    Parameters
    ----------
    coefficients : int
        Number of cosine coefficients of a beat.

    Returns
    -------
    ndarray of float32, shape (2 coefficients + 4,)
        Zeros and ones.
    """
    return np.r_[np.zeros(coefficients), np.ones(coefficients + blocks.RHYTHM_VALUES)].astype(
        np.float32
    )
