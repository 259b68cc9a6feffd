"""The random draws of a GAN's training, each a function of (seed, step)."""

import math

from evenbeat.backend import tf
from evenbeat.seeds import derive_seed


def draw_numbers(seed, purpose, step, batch, below):
    """Draw whole numbers from 0 on, all alike.

    Parameters
    ----------
    seed : int
    purpose : str
        Each has draws of its own.
    step, batch : int
    below : int
        How many there are to draw from, with replacement.

    Returns
    -------
    tensor of int32, shape (batch,)
    """
    return tf.random.stateless_uniform(
        (batch,), (derive_seed(seed, purpose), step), maxval=below, dtype=tf.int32
    )


def draw_weighted(seed, purpose, step, batch, cumulative):
    """Draw rows by weight, with replacement.

    Parameters
    ----------
    seed : int
    purpose : str
    step, batch : int
    cumulative : tensor of float64, shape (n,)
        Sums of the weights up to each row; the last one is 1.

    Returns
    -------
    tensor of int32, shape (batch,)
    """
    places = tf.random.stateless_uniform(
        (batch,), (derive_seed(seed, purpose), step), dtype=tf.float64
    )
    return tf.searchsorted(cumulative, places, side="right", out_type=tf.int32)


def draw_latents(seed, purpose, step, shape):
    """Draw latents from a standard normal distribution.

    Parameters
    ----------
    seed : int
    purpose : str
        Each has draws of its own.
    step : int
    shape : tuple of int

    Returns
    -------
    tensor of float32
    """
    return tf.random.stateless_normal(shape, (derive_seed(seed, purpose), step))


def draw_uniform(seed, purpose, step, shape):
    """Draw numbers in [0, 1), all alike; parameters and result as of `draw_latents`."""
    return tf.random.stateless_uniform(shape, (derive_seed(seed, purpose), step))


def draw_dropout(seed, purpose, step, rate, shape):
    """Draw the factors of a dropout: 0 with probability `rate`, else 1 / (1 - rate).

    Parameters
    ----------
    seed : int
    purpose : str
    step : int
    rate : float
        From 0 to 255/256.
    shape : tuple of int

    Returns
    -------
    tensor of float32

    Raises
    ------
    ValueError
        If the rate is out of its range.
    """
    if not 0 <= rate <= 255 / 256:
        raise ValueError(f"a dropout's rate is {rate}, expected 0 to 255/256")
    own = derive_seed(seed, purpose)
    # A byte for each unit, since the generator is slow. It falls below a limit that is not a whole
    # number with the right probability if the limit is rounded up or down at random.
    size = math.prod(shape)
    words = tf.random.stateless_uniform(
        (math.ceil(size / 4),), (own, step), minval=None, maxval=None, dtype=tf.uint32
    )
    numbers = tf.reshape(tf.reshape(tf.bitcast(words, tf.uint8), (-1,))[:size], shape)
    rounding = tf.random.stateless_uniform((), (derive_seed(own, "rounding"), step))
    limit = tf.cast(tf.floor(256 * rate + rounding), tf.uint8)
    return tf.cast(numbers >= limit, tf.float32) * (1 / (1 - rate))
