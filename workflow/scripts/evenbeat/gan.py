"""A GAN: two networks and their optimizers, to be built, sampled and asked."""

import dataclasses

import keras
import numpy as np

from evenbeat import blog
from evenbeat.draws import draw_latents

NETWORKS = {"blog": blog}


@dataclasses.dataclass
class Gan:
    """Two networks, their optimizers and how far they have come."""

    generator: keras.Model
    discriminator: keras.Model
    generator_optimizer: keras.optimizers.Optimizer
    discriminator_optimizer: keras.optimizers.Optimizer
    step: int = 0


def build_gan(model, training, seed):
    """Build an untrained GAN.

    Parameters
    ----------
    model : str
        A key of `NETWORKS`.
    training : dict
        The configuration's `gan.training`: learning rates and beta_1 of Adam.
    seed : int
        Of the initial weights.

    Returns
    -------
    Gan
    """
    networks = NETWORKS[model]
    gan = Gan(
        generator=networks.build_generator(seed),
        discriminator=networks.build_discriminator(seed),
        generator_optimizer=_adam("generator", training),
        discriminator_optimizer=_adam("discriminator", training),
    )
    gan.generator_optimizer.build(gan.generator.trainable_variables)
    gan.discriminator_optimizer.build(gan.discriminator.trainable_variables)
    return gan


def _adam(network, training):
    # Named, since Keras counts unnamed optimizers over the process and writes the count down.
    return keras.optimizers.Adam(
        training[f"{network}_learning_rate"], beta_1=training["beta_1"], name=f"{network}_adam"
    )


def sample_beats(generator, number, seed, batch=1024):
    """Generate beats.

    Parameters
    ----------
    generator : keras.Model
    number : int
    seed : int
        The first k beats are the same whatever `number` is.
    batch : int
        Beats at a time.

    Returns
    -------
    ndarray of float32, shape (number, 300)
        In [-1, 1].
    """
    beats = np.empty((number, *blog.BEAT_SHAPE[:1]), dtype=np.float32)
    for first in range(0, number, batch):
        rows = beats[first : first + batch]
        latents = draw_latents(seed, "sample", first, (batch, *generator.input_shape[1:]))
        rows[:] = generator.predict_on_batch(latents)[: len(rows), :, 0]
    return beats


def score_beats(discriminator, beats, batch=1024):
    """Ask the discriminator how real beats look.

    Parameters
    ----------
    discriminator : keras.Model
    beats : ndarray of float32, shape (n, 300)
        In [-1, 1].
    batch : int
        Beats at a time.

    Returns
    -------
    ndarray of float32, shape (n,)
        Probability of being real.
    """
    return discriminator.predict(beats[..., None], batch_size=batch, verbose=0)[:, 0]
