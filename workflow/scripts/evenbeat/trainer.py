"""Training of a GAN: many steps in one compiled call, whatever its model."""

import numpy as np

from evenbeat.backend import tf
from evenbeat.errors import InputError
from evenbeat.progress import Stopwatch

# Whoever follows the log waits some seconds for a line, not minutes.
STEPS_PER_CALL = 25


def compile_steps(step):
    """Compile the training loop over one model's step.

    Parameters
    ----------
    step : callable
        number of the step, a tensor -> losses of the discriminator and of the generator, shape
        (2,), after it has changed the networks.

    Returns
    -------
    callable
        (first step, number of steps) -> losses, shape (number, 2).
    """

    @tf.function(reduce_retracing=True)
    def run(first, number):
        losses = tf.TensorArray(tf.float32, size=number)
        for index in tf.range(first, first + number):
            losses = losses.write(index - first, step(index))
        return losses.stack()

    return lambda first, number: run(tf.constant(first), tf.constant(number)).numpy()


def train(gan, step, number, report=print):
    """Train on for some steps.

    Parameters
    ----------
    gan : evenbeat.gan.Gan
        Trained in place, from `gan.step` on.
    step : callable
        As for `compile_steps`.
    number : int
    report : callable
        Takes a line of progress.

    Returns
    -------
    ndarray of float32, shape (number, 2)
        Losses of the discriminator and of the generator, step by step.

    Raises
    ------
    InputError
        If a loss is not a finite number; the GAN is then of no use.
    """
    run, begin, end = compile_steps(step), gan.step, gan.step + number
    watch, losses = Stopwatch(), []
    for first in range(begin, end, STEPS_PER_CALL):
        losses.append(run(first, min(STEPS_PER_CALL, end - first)))
        check_losses(losses[-1], first)
        gan.step = first + len(losses[-1])
        discriminator_loss, generator_loss = losses[-1][-1]
        report(
            f"step {gan.step} of {end}: discriminator {discriminator_loss:.4f}, "
            f"generator {generator_loss:.4f}{watch.left(gan.step - begin, of=number)}"
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
            "Lower the learning rates in gan.models; the milestone before this one is kept."
        )


def descend(optimizer, tape, loss, network):
    """Take one step of an optimizer down a network's gradient.

    Parameters
    ----------
    optimizer : keras.optimizers.Optimizer
        Built for the network's trainable weights.
    tape : tf.GradientTape
        Has recorded how the loss comes about.
    loss : tf.Tensor
        Scalar.
    network : keras.Model
    """
    weights = network.trainable_variables
    optimizer.apply(tape.gradient(loss, weights), weights)
