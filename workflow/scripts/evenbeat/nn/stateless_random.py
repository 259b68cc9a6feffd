"""The random draws of GAN training, each a function of (seed, purpose, step)."""

import math

from evenbeat.nn.backend import tf
from evenbeat.runtime.seeds import derive_seed


def draw_numbers(seed, purpose, step, batch, below):
    """Draw integers uniformly with replacement.

    Parameters
    ----------
    seed : int
    purpose : str
        Each purpose has independent draws.
    step : int or tensor of int32
    batch : int
    below : int
        The integers are from 0 to `below` - 1.

    Returns
    -------
    tensor of int32, shape (batch,)
    """
    return tf.random.stateless_uniform(
        (batch,), (derive_seed(seed, purpose), step), maxval=below, dtype=tf.int32
    )


def draw_weighted(seed, purpose, step, batch, cumulative):
    """Draw rows with replacement; the probabilities are the weights.

    Parameters
    ----------
    seed : int
    purpose : str
        Each purpose has independent draws.
    step : int or tensor of int32
    batch : int
    cumulative : tensor of float64, shape (n,)
        Cumulative sums of the weights; the last sum is 1.

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
        Each purpose has independent draws.
    step : int or tensor of int32
    shape : tuple of int

    Returns
    -------
    tensor of float32, of the given shape
    """
    return tf.random.stateless_normal(shape, (derive_seed(seed, purpose), step))


def draw_uniform(seed, purpose, step, shape):
    """Draw numbers uniformly from [0, 1).

    Parameters
    ----------
    seed : int
    purpose : str
        Each purpose has independent draws.
    step : int or tensor of int32
    shape : tuple of int

    Returns
    -------
    tensor of float32, of the given shape
    """
    return tf.random.stateless_uniform(shape, (derive_seed(seed, purpose), step))


def draw_dropout(seed, purpose, step, rate, shape):
    """Draw the factors of a dropout: 0 with probability `rate`, else 1 / (1 - rate).

    Parameters
    ----------
    seed : int
    purpose : str
        Each purpose has independent draws.
    step : int or tensor of int32
    rate : float
        From 0 to 255/256.
    shape : tuple of int

    Returns
    -------
    tensor of float32, of the given shape

    Raises
    ------
    ValueError
        If the rate is out of range.
    """
    if not 0 <= rate <= 255 / 256:
        raise ValueError(f"the dropout rate is {rate}; expected 0 to 255/256")
    own = derive_seed(seed, purpose)
    # One random byte for each unit, because the random generator is slow. The limit is rounded up
    # or down at random, which gives the exact probability though the limit is not an integer.
    size = math.prod(shape)
    words = tf.random.stateless_uniform(
        (math.ceil(size / 4),), (own, step), minval=None, maxval=None, dtype=tf.uint32
    )
    numbers = tf.reshape(tf.reshape(tf.bitcast(words, tf.uint8), (-1,))[:size], shape)
    rounding = tf.random.stateless_uniform((), (derive_seed(own, "rounding"), step))
    limit = tf.cast(tf.floor(256 * rate + rounding), tf.uint8)
    return tf.cast(numbers >= limit, tf.float32) * (1 / (1 - rate))
