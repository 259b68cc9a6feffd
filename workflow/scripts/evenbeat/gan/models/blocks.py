"""Parts that the models of waveform and rhythm share: data, layers and augmentation."""

import numpy as np

from evenbeat.nn.backend import keras, layers, tf
from evenbeat.nn.fixed import apply_fixed
from evenbeat.nn.stateless_random import draw_numbers
from evenbeat.runtime.seeds import derive_seed

LATENT = 32
RHYTHM_VALUES = 4
# All rhythm features follow from four independent values: before to mean, after to mean, mean to
# median, and before to local mean. Rows are these values, columns the names in
# `evenbeat.beats.rhythm`.
RHYTHM_FROM_FREE = np.array(
    [[1, 0, 1, 0, 1, 0], [0, 1, 0, 1, -1, 0], [1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]],
    dtype=np.float32,
)
_FREE_FROM_RHYTHM = np.array(
    [[0, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0], [1, 0, -1, 0, 0, 0], [0, 0, 0, 0, 0, 1]],
    dtype=np.float32,
).T
# Mean and spread for a network that is built before its weights, these included, are read.
UNSCALED = (np.zeros(RHYTHM_VALUES, np.float32), np.ones(RHYTHM_VALUES, np.float32))


def prepare_unscaled(beats, weight):
    """Convert beats to training data of a GAN without scaling them.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns waveform and rhythm.
    weight : ndarray of float, shape (n,)
        Weight of each beat in training; sums to one.

    Returns
    -------
    data : dict
        `beat`, `rhythm` and `weight` of each beat; `rhythm_mean` and `rhythm_spread`.
    attributes : dict
        `scale` and `limit` that change no beat.
    """
    mean, spread = measure_rhythm(beats["rhythm"], weight)
    data = {
        "beat": beats["waveform"].astype(np.float32),
        "rhythm": beats["rhythm"].astype(np.float32),
        "weight": weight,
        "rhythm_mean": mean,
        "rhythm_spread": spread,
    }
    return data, {"scale": 1.0, "limit": np.inf}


class Named:
    """Make layers with names and seeded initial weights.

    Keras numbers unnamed layers in each process and saves the number in the file.

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed):
        self.seed = seed
        self.count = 0

    def __call__(self, layer, *arguments, **options):
        """Make a layer.

        Parameters
        ----------
        layer : type
            A class of `keras.layers` with a kernel.
        *arguments : object
        **options : object
            Arguments of its constructor.

        Returns
        -------
        keras.layers.Layer
        """
        self.count += 1
        initial = keras.initializers.HeNormal(seed=derive_seed(self.seed, "layer", self.count))
        name = options.pop("name", f"layer_{self.count}")
        return layer(*arguments, kernel_initializer=initial, name=name, **options)


def measure_rhythm(rhythm, weight):
    """Compute the weighted mean and spread of the independent values of rhythm.

    Parameters
    ----------
    rhythm : ndarray of float, shape (n, 6)
    weight : ndarray of float, shape (n,)
        Sums to one.

    Returns
    -------
    mean : ndarray of float32, shape (4,)
    spread : ndarray of float32, shape (4,)
        Standard deviation plus 0.001, so that it is never zero.
    """
    free = free_rhythm(rhythm)
    mean = weight @ free
    spread = np.sqrt(weight @ np.square(free - mean)) + 1e-3
    return mean.astype(np.float32), spread.astype(np.float32)


def free_rhythm(rhythm):
    """Compute the independent values of rhythm.

    Parameters
    ----------
    rhythm : ndarray of float, shape (n, 6)

    Returns
    -------
    ndarray of float, shape (n, 4)
    """
    return rhythm @ _FREE_FROM_RHYTHM


def make_rhythm(named, hidden, mean, spread):
    """Add the output layers that generate the features of rhythm.

    Parameters
    ----------
    named : Named
        Makes the layers.
    hidden : tensor of float32, shape (batch, m)
    mean, spread : ndarray of float32, shape (4,)
        From `measure_rhythm`.

    Returns
    -------
    tensor of float32, shape (batch, 6)
    """
    x = named(layers.Dense, 64, activation="relu")(hidden)
    x = named(layers.Dense, len(mean))(x)
    kernel = spread[:, None] * RHYTHM_FROM_FREE
    return apply_fixed(x, "rhythm", kernel, mean @ RHYTHM_FROM_FREE)


def standardise_rhythm(rhythm, mean, spread):
    """Add the layer that standardises the independent values of rhythm.

    Parameters
    ----------
    rhythm : tensor of float32, shape (batch, 6)
    mean, spread : ndarray of float32, shape (4,)
        From `measure_rhythm`.

    Returns
    -------
    tensor of float32, shape (batch, 4)
    """
    return apply_fixed(rhythm, "rhythm_free", _FREE_FROM_RHYTHM / spread, -mean / spread)


def augment(beats, purpose, step, seed, training):
    """Shift beats and change their gain and baseline at random; differentiable.

    Applied to real and generated beats, it prevents a discriminator from overfitting to few real
    beats (Zhao et al. 2020).

    Parameters
    ----------
    beats : list of tensor of float32, shape (batch, length)
        Beats, and signals to transform with the same draws.
    purpose : str
        Name of the random draws.
    step : tensor of int32
    seed : int
    training : dict
        `shift`, the largest shift in samples; `gain` and `baseline`, standard deviations.

    Returns
    -------
    list of tensor of float32, shape (batch, length)
        Only the first signal has the change of baseline, a straight line.
    """
    batch, length = beats[0].shape
    most = training["shift"]
    shift = draw_numbers(seed, f"{purpose}/shift", step, batch, 2 * most + 1) - most
    places = tf.clip_by_value(tf.range(length)[None] + shift[:, None], 0, length - 1)
    normal = tf.random.stateless_normal((3, batch, 1), (derive_seed(seed, purpose), step))
    gain = 1 + training["gain"] * normal[0]
    moved = [gain * tf.gather(x, places, batch_dims=1) for x in beats]
    line = normal[1] + normal[2] * tf.linspace(-1.0, 1.0, length)[None]
    return [moved[0] + training["baseline"] * line, *moved[1:]]


def cumulative_weights(weight):
    """Compute cumulative sums of weights for `evenbeat.nn.stateless_random.draw_weighted`.

    Parameters
    ----------
    weight : ndarray of float, shape (n,)

    Returns
    -------
    tensor of float64, shape (n,)
        The last sum is exactly 1.
    """
    total = np.cumsum(weight)
    return tf.constant(total / total[-1], tf.float64)


def rank_scores(outputs):
    """Rank scores that have an order but no threshold.

    Parameters
    ----------
    outputs : ndarray of float, shape (n,)

    Returns
    -------
    ndarray of float, shape (n,)
        From 0 to 1 in steps of 1 / (n - 1).
    """
    return np.argsort(np.argsort(outputs)) / max(1, len(outputs) - 1)
