"""Training of a GAN: many steps in one compiled call, every draw a function of (seed, step)."""

import contextlib
import dataclasses
import math
import time

import keras
import numpy as np
import tensorflow as tf

from evenbeat import blog
from evenbeat.errors import InputError
from evenbeat.seeds import derive_seed

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
        Of the initial weights and the dropout masks.

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


def steps_per_epoch(beats, batch):
    """Count the steps of an epoch, floor(beats / batch).

    Raises
    ------
    InputError
        If there are fewer beats than a batch holds.
    """
    if beats < batch:
        raise InputError(
            f"{beats} training beats are fewer than gan.training.batch, {batch}: "
            "lower the batch or do without a GAN for this class"
        )
    return beats // batch


@contextlib.contextmanager
def _frozen(model):
    """Freeze a network while the step is traced: its batch normalisation then infers."""
    model.trainable = False
    try:
        yield
    finally:
        model.trainable = True


def compile_steps(gan, beats, training, seed):
    """Compile the training loop over beats that stay in memory.

    Parameters
    ----------
    gan : Gan
        Trained in place.
    beats : ndarray of float32, shape (n, 300)
        Real beats in [-1, 1].
    training : dict
        The configuration's `gan.training`.
    seed : int
        Every draw of step s is a function of (seed, s).

    Returns
    -------
    callable
        (first step, number of steps) -> losses of the discriminator and of the generator,
        shape (number, 2).
    """
    batch = training["batch"]
    real_beats = tf.constant(beats[..., None], dtype=tf.float32)
    targets = tf.concat(
        [tf.fill((batch, 1), float(training["real_label"])), tf.zeros((batch, 1))], axis=0
    )
    cross_entropy = keras.losses.BinaryCrossentropy()
    # Listed here, since a frozen network lists nothing.
    generator_weights = gan.generator.trainable_variables
    discriminator_weights = gan.discriminator.trainable_variables
    seeds = [derive_seed(seed, draw) for draw in ("batch", "fake", "latent")]

    def latents(purpose, step):
        return tf.random.stateless_normal((batch, *blog.LATENT_SHAPE), (seeds[purpose], step))

    def train_discriminator(step):
        rows = tf.random.stateless_uniform(
            (batch,), (seeds[0], step), maxval=len(beats), dtype=tf.int32
        )
        fake = gan.generator(latents(1, step), training=False)
        with tf.GradientTape() as tape:
            both = tf.concat([tf.gather(real_beats, rows), fake], axis=0)
            loss = cross_entropy(targets, gan.discriminator(both, training=True))
        gan.discriminator_optimizer.apply(
            tape.gradient(loss, discriminator_weights), discriminator_weights
        )
        return loss

    def train_generator(step):
        with tf.GradientTape() as tape, _frozen(gan.discriminator):
            fake = gan.generator(latents(2, step), training=True)
            loss = cross_entropy(tf.ones((batch, 1)), gan.discriminator(fake, training=True))
        gan.generator_optimizer.apply(tape.gradient(loss, generator_weights), generator_weights)
        return loss

    @tf.function(reduce_retracing=True)
    def run(first, number):
        losses = tf.TensorArray(tf.float32, size=number)
        for index in tf.range(number):
            pair = [train_discriminator(first + index), train_generator(first + index)]
            losses = losses.write(index, tf.stack(pair))
        return losses.stack()

    return lambda first, number: run(tf.constant(first), tf.constant(number)).numpy()


def train(gan, beats, training, seed, epochs, report=print):
    """Train on for some epochs.

    Parameters
    ----------
    gan : Gan
        Trained in place, from `gan.step` on.
    beats : ndarray of float32, shape (n, 300)
        Real beats in [-1, 1].
    training : dict
        The configuration's `gan.training`.
    seed : int
    epochs : int
        Each of floor(n / batch) steps.
    report : callable
        Takes a line of progress.

    Returns
    -------
    ndarray of float32, shape (steps, 2)
        Losses of the discriminator and of the generator, step by step.

    Raises
    ------
    InputError
        If a loss is not a finite number; the GAN is then of no use.
    """
    if beats.shape[1:] != gan.generator.output_shape[1:2]:
        raise InputError(
            f"the beats have {beats.shape[1]} samples, the networks are built for "
            f"{gan.generator.output_shape[1]}: mend beats.before and beats.after"
        )
    run = compile_steps(gan, beats, training, seed)
    set_dropout_step(gan.discriminator, gan.step)
    end = gan.step + epochs * steps_per_epoch(len(beats), training["batch"])
    # Whoever follows the log waits some seconds for a line, not minutes.
    chunks = [(s, min(25, end - s)) for s in range(gan.step, end, 25)]
    started, losses = time.monotonic(), []
    for first, number in chunks:
        losses.append(run(first, number))
        check_losses(losses[-1], first)
        gan.step = first + number
        done = (gan.step - chunks[0][0]) / (end - chunks[0][0])
        left = (time.monotonic() - started) * (1 - done) / done
        discriminator_loss, generator_loss = losses[-1][-1]
        report(
            f"step {gan.step} of {end}: discriminator {discriminator_loss:.4f}, "
            f"generator {generator_loss:.4f}, {math.ceil(left)} s left"
        )
    return np.concatenate(losses)


def check_losses(losses, first):
    """Stop where a loss is NaN or infinite.

    Raises
    ------
    InputError
    """
    bad = np.flatnonzero(~np.isfinite(losses).all(axis=1))
    if bad.size:
        raise InputError(
            f"the GAN's loss is not finite at step {first + bad[0]}: the training has diverged. "
            "Lower the learning rates in gan.training; the milestone before this one is kept."
        )


def set_dropout_step(discriminator, step):
    """Put the dropout masks where they stand before a step.

    Each layer counts its own calls, and a step calls the discriminator twice.
    """
    for layer in discriminator.layers:
        if isinstance(layer, keras.layers.Dropout):
            state = layer.seed_generator.state
            state.assign([state.numpy()[0], 2 * step])


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
    infer = tf.function(lambda latent: generator(latent, training=False))
    beats = np.empty((number, *blog.BEAT_SHAPE[:1]), dtype=np.float32)
    for first in range(0, number, batch):
        rows = beats[first : first + batch]
        latent = tf.random.stateless_normal((batch, *generator.input_shape[1:]), (seed, first))
        rows[:] = infer(latent)[: len(rows), :, 0]
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
