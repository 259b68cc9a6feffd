"""The training loop of all Keras models."""

import numpy as np

from evenbeat.nn.step_loop import compile_steps
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.progress import Stopwatch

# Small, so that the log gets a new line every few seconds.
STEPS_PER_CALL = 25


def train(gan, step, number, names, report=print):
    """Train for some steps.

    Parameters
    ----------
    gan : evenbeat.gan.core.Gan
        Trained in place, starting at `gan.step`.
    step : callable
        As for `evenbeat.nn.step_loop.compile_steps`.
    number : int
        Number of steps to train.
    names : sequence of str
        Names of the k losses.
    report : callable
        Takes a line of progress.

    Returns
    -------
    ndarray of float32, shape (number, k)
        Losses at each step.

    Raises
    ------
    InputError
        If a loss is not finite.
    """
    run, begin, end = compile_steps(step), gan.step, gan.step + number
    watch, losses = Stopwatch(), []
    for first in range(begin, end, STEPS_PER_CALL):
        losses.append(run(first, min(STEPS_PER_CALL, end - first)))
        check_losses(losses[-1], first)
        gan.step = first + len(losses[-1])
        last = zip(names, losses[-1][-1], strict=True)
        found = ", ".join(f"{name} {loss:.4f}" for name, loss in last)
        report(f"step {gan.step} of {end}: {found}{watch.left(gan.step - begin, of=number)}")
    return np.concatenate(losses)


def check_losses(losses, first):
    """Check that all losses are finite.

    Parameters
    ----------
    losses : ndarray of float, shape (steps, k)
    first : int
        Number of the first of these steps.

    Raises
    ------
    InputError
        If a loss is NaN or infinite.
    """
    bad = np.flatnonzero(~np.isfinite(losses).all(axis=1))
    if bad.size:
        raise InputError(
            f"the loss is not finite at step {first + bad[0]}: the training diverged. Lower the "
            "learning rates in gan.models. The previous checkpoint is kept."
        )


def descend(optimizer, tape, loss, network):
    """Take one optimizer step with the gradient of a loss.

    Parameters
    ----------
    optimizer : keras.optimizers.Optimizer
        Built for the network's trainable weights.
    tape : tf.GradientTape
        The record of the computation of the loss.
    loss : tensor of float32, shape ()
    network : keras.Model
        Its trainable weights are changed.
    """
    weights = network.trainable_variables
    optimizer.apply(tape.gradient(loss, weights), weights)
