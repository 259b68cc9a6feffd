"""Training of a GAN: many steps in one compiled call.

Of all that makes GANs only this module, its draws and `backend` know that Keras runs on TensorFlow.
"""

import dataclasses
import math
import time

import keras
import numpy as np
import tensorflow as tf

from evenbeat import backend
from evenbeat.convolution import convolve_by_products, convolve_directly
from evenbeat.draws import draw_dropout, draw_latents, draw_rows
from evenbeat.errors import InputError
from evenbeat.gan import Gan

# Layers without a state and without a way of their own to learn.
PLAIN = (
    keras.layers.Activation,
    keras.layers.Dense,
    keras.layers.Flatten,
    keras.layers.LeakyReLU,
    keras.layers.ReLU,
)
# Whoever follows the log waits some seconds for a line, not minutes.
STEPS_PER_CALL = 25


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


def forward(network, x, convolve, normalise, drop):
    """Run a chain of layers, some of them in the trainer's way.

    Parameters
    ----------
    network : keras.Model
        Layers in one line.
    x : tensor of float32
    convolve, normalise, drop : callable
        (layer, input) -> output, for convolutions, batch normalisations and dropouts.

    Returns
    -------
    tensor of float32

    Raises
    ------
    ValueError
        If a layer is neither one of these nor one that is the same in training and inference.
    """
    ways = {
        keras.layers.Conv1D: convolve,
        keras.layers.Conv1DTranspose: convolve,
        keras.layers.BatchNormalization: normalise,
        keras.layers.Dropout: drop,
    }
    for layer in network.layers[1:]:
        if type(layer) in ways:
            x = ways[type(layer)](layer, x)
        elif type(layer) in PLAIN:
            x = layer(x)
        else:
            raise ValueError(f"no way to train layer {layer.name!r}, a {type(layer).__name__}")
    return x


def normalise_batch(layer, x):
    """Normalise by the batch's own mean and variance, and let the moving ones follow.

    One operation where Keras takes many passes over the activations. (The gradient of indexing
    in place of the reshapes costs more than the normalisation.)

    Parameters
    ----------
    layer : keras.layers.BatchNormalization
        Over the last axis, with scale and centre.
    x : tensor of float32, shape (batch, time, channels)

    Returns
    -------
    tensor of float32, shape (batch, time, channels)
    """
    number = x.shape[0] * x.shape[1]
    y, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
        x=tf.expand_dims(x, axis=1),
        scale=layer.gamma,
        offset=layer.beta,
        mean=[],
        variance=[],
        epsilon=layer.epsilon,
        is_training=True,
    )
    variance = variance * (number - 1) / number  # it comes as the unbiased estimate
    for moving, value in ((layer.moving_mean, mean), (layer.moving_variance, variance)):
        moving.assign(moving * layer.momentum + value * (1 - layer.momentum))
    return tf.squeeze(y, axis=1)


def normalise_moving(layer, x):
    """Normalise by the moving mean and variance, and leave them."""
    return layer(x, training=False)


@dataclasses.dataclass
class _Step:
    """What a step of training is made of; every draw is a function of (seed, step)."""

    gan: Gan
    beats: tf.Tensor
    training: dict
    seed: int
    precision: str
    cross_entropy = keras.losses.BinaryCrossentropy()

    def run_network(self, network, purpose, step, x, normalise):
        convolution = convolve_directly if backend.has_gpu() else convolve_by_products

        def convolve(layer, x):
            return convolution(layer, x, self.precision)

        def drop(layer, x):
            own = f"{purpose}/{layer.name}"
            return x * draw_dropout(self.seed, own, step, layer.rate, x.shape)

        return forward(network, x, convolve, normalise, drop)

    def generate(self, purpose, step, normalise):
        network, batch = self.gan.generator, self.training["batch"]
        latents = draw_latents(self.seed, purpose, step, (batch, *network.input_shape[1:]))
        return self.run_network(network, purpose, step, latents, normalise)

    def train_discriminator(self, step):
        gan, batch = self.gan, self.training["batch"]
        real = tf.gather(self.beats, draw_rows(self.seed, step, batch, len(self.beats)))
        fake = self.generate("fake", step, normalise_moving)
        both = tf.concat([real, fake], axis=0)
        real_label = float(self.training["real_label"])
        targets = tf.concat([tf.fill((batch, 1), real_label), tf.zeros((batch, 1))], axis=0)
        with tf.GradientTape() as tape:
            judged = self.run_network(gan.discriminator, "learn", step, both, normalise_batch)
            loss = self.cross_entropy(targets, judged)
        _descend(gan.discriminator_optimizer, tape, loss, gan.discriminator)
        return loss

    def train_generator(self, step):
        gan = self.gan
        with tf.GradientTape() as tape:
            fake = self.generate("latent", step, normalise_batch)
            # Frozen: its normalisation infers, and only the generator's weights descend.
            judged = self.run_network(gan.discriminator, "judge", step, fake, normalise_moving)
            loss = self.cross_entropy(tf.ones_like(judged), judged)
        _descend(gan.generator_optimizer, tape, loss, gan.generator)
        return loss


def compile_steps(gan, beats, training, seed, precision):
    """Compile the training loop over beats that stay in memory.

    Parameters
    ----------
    gan : evenbeat.gan.Gan
        Trained in place.
    beats : ndarray of float32, shape (n, 300)
        Real beats in [-1, 1].
    training : dict
        The configuration's `gan.training`.
    seed : int
        Every draw of step s is a function of (seed, s).
    precision : str
        Of the convolutions' products, "float32" or "bfloat16".

    Returns
    -------
    callable
        (first step, number of steps) -> losses of the discriminator and of the generator,
        shape (number, 2).
    """
    step = _Step(gan, tf.constant(beats[..., None], tf.float32), training, seed, precision)

    @tf.function(reduce_retracing=True)
    def run(first, number):
        losses = tf.TensorArray(tf.float32, size=number)
        for index in tf.range(first, first + number):
            pair = [step.train_discriminator(index), step.train_generator(index)]
            losses = losses.write(index - first, tf.stack(pair))
        return losses.stack()

    return lambda first, number: run(tf.constant(first), tf.constant(number)).numpy()


def _descend(optimizer, tape, loss, network):
    weights = network.trainable_variables
    optimizer.apply(tape.gradient(loss, weights), weights)


def train(gan, beats, training, seed, precision, epochs, report=print):
    """Train on for some epochs.

    Parameters
    ----------
    gan : evenbeat.gan.Gan
        Trained in place, from `gan.step` on.
    beats : ndarray of float32, shape (n, 300)
        Real beats in [-1, 1].
    training : dict
        The configuration's `gan.training`.
    seed : int
    precision : str
        Of the convolutions' products, "float32" or "bfloat16".
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
        If a batch is larger than the class, if the beats do not fit the networks, or if a loss is
        not a finite number; the GAN is then of no use.
    """
    if beats.shape[1:] != gan.generator.output_shape[1:2]:
        raise InputError(
            f"the beats have {beats.shape[1]} samples, the networks are built for "
            f"{gan.generator.output_shape[1]}: mend beats.before and beats.after"
        )
    end = gan.step + epochs * steps_per_epoch(len(beats), training["batch"])
    run = compile_steps(gan, beats, training, seed, precision)
    begin, started, losses = gan.step, time.monotonic(), []
    for first in range(begin, end, STEPS_PER_CALL):
        losses.append(run(first, min(STEPS_PER_CALL, end - first)))
        check_losses(losses[-1], first)
        gan.step = first + len(losses[-1])
        done = (gan.step - begin) / (end - begin)
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
