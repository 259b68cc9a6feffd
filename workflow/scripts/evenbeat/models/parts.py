"""What the models of today's kind share: layers, augmentation, weights, averages."""

import numpy as np
from scipy.fft import dct, idct

from evenbeat.backend import keras, layers, tf
from evenbeat.draws import draw_numbers
from evenbeat.gan import Gan, make_optimizers
from evenbeat.seeds import derive_seed

LATENT = 32
# The interval before over the one after, the third feature of rhythm, follows from the first two.
RHYTHM_FREE = (0, 1, 3)
_RHYTHM_FROM_FREE = np.array([[1, 0, 1, 0], [0, 1, -1, 0], [0, 0, 0, 1]], dtype=np.float32)
# For a network whose weights, these among them, come from a file.
UNSCALED = (np.zeros(3, dtype=np.float32), np.ones(3, dtype=np.float32))


class Named:
    """Gives layers names and seeded weights: Keras counts unnamed ones over the process."""

    def __init__(self, seed):
        self.seed = seed
        self.count = 0

    def __call__(self, layer, *arguments, **options):
        """Give a layer; arguments and options are its own."""
        self.count += 1
        initial = keras.initializers.HeNormal(seed=derive_seed(self.seed, "layer", self.count))
        name = options.pop("name", f"layer_{self.count}")
        return layer(*arguments, kernel_initializer=initial, name=name, **options)


def apply_fixed(x, name, kernel, bias=None):
    """Multiply by a matrix that no training changes.

    Parameters
    ----------
    x : tensor of float32, shape (batch, m)
    name : str
        Of the layer.
    kernel : ndarray of float, shape (m, k)
    bias : ndarray of float, shape (k,), optional

    Returns
    -------
    tensor of float32, shape (batch, k)
    """
    layer = layers.Dense(kernel.shape[1], use_bias=bias is not None, trainable=False, name=name)
    y = layer(x)
    layer.set_weights([kernel] if bias is None else [kernel, bias])
    return y


def count_coefficients(length, sampling_rate, bandwidth):
    """Count the cosines that a beat has up to a bandwidth.

    Parameters
    ----------
    length : int
        Samples of a beat.
    sampling_rate, bandwidth : float
        Hz.

    Returns
    -------
    int
        At most `length`.

    Examples
    --------
    >>> count_coefficients(300, 360, 40)
    67
    """
    return min(length, int(np.ceil(2 * bandwidth * length / sampling_rate)))


def cosines(coefficients, length):
    """Give the matrix from a beat's first coefficients of the discrete cosine transform to a beat.

    Parameters
    ----------
    coefficients, length : int

    Returns
    -------
    ndarray of float32, shape (coefficients, length)
        Orthonormal rows.
    """
    return idct(np.eye(length)[:coefficients], norm="ortho").astype(np.float32)


def measure_coefficients(beats, weight, number):
    """Measure how much the first cosines of beats vary.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)
    weight : ndarray of float, shape (n,)
        Of each beat; sums to one.
    number : int
        Cosines.

    Returns
    -------
    ndarray of float32, shape (number,)
        Standard deviations.
    """
    found = dct(beats, norm="ortho")[:, :number]
    return (np.sqrt(weight @ np.square(found - weight @ found)) + 1e-6).astype(np.float32)


def resampling(points, coefficients, length):
    """Give the matrix from `points` samples to `length`, without what lies above the coefficients.

    Parameters
    ----------
    points, coefficients, length : int
        No more coefficients than points.

    Returns
    -------
    ndarray of float32, shape (points, length)
    """
    kept = dct(np.eye(points), norm="ortho")[:, :coefficients] * np.sqrt(length / points)
    return (kept @ cosines(coefficients, length)).astype(np.float32)


def measure_rhythm(rhythm, weight):
    """Measure mean and spread of the free features of rhythm.

    Parameters
    ----------
    rhythm : ndarray of float, shape (n, 4)
    weight : ndarray of float, shape (n,)
        Sums to one.

    Returns
    -------
    mean, spread : ndarray of float32, shape (3,)
    """
    free = rhythm[:, RHYTHM_FREE]
    mean = weight @ free
    spread = np.sqrt(weight @ np.square(free - mean)) + 1e-3
    return mean.astype(np.float32), spread.astype(np.float32)


def make_rhythm(named, hidden, mean, spread):
    """Make the four features of rhythm from a hidden layer.

    Parameters
    ----------
    named : Named
        Gives the layers.
    hidden : tensor of float32, shape (batch, m)
    mean, spread : ndarray of float32, shape (3,)
        From `measure_rhythm`.

    Returns
    -------
    tensor of float32, shape (batch, 4)
    """
    x = named(layers.Dense, 64, activation="relu")(hidden)
    x = named(layers.Dense, len(mean))(x)
    kernel = spread[:, None] * _RHYTHM_FROM_FREE
    return apply_fixed(x, "rhythm", kernel, mean @ _RHYTHM_FROM_FREE)


def standardise_rhythm(rhythm, mean, spread):
    """Give the free features of rhythm, standardised, to a discriminator.

    Parameters
    ----------
    rhythm : tensor of float32, shape (batch, 4)
    mean, spread : ndarray of float32, shape (3,)
        From `measure_rhythm`.

    Returns
    -------
    tensor of float32, shape (batch, 3)
    """
    kernel = np.zeros((4, len(RHYTHM_FREE)), dtype=np.float32)
    kernel[RHYTHM_FREE, range(len(RHYTHM_FREE))] = 1 / spread
    return apply_fixed(rhythm, "rhythm_free", kernel, -mean / spread)


def augment(beats, purpose, step, seed, training):
    """Shift beats, and change their gain and baseline, at random and differentiably.

    On real and generated beats alike it keeps a discriminator from learning few real ones by
    heart (Zhao et al. 2020).

    Parameters
    ----------
    beats : list of tensor of float32, shape (batch, length)
        Beats, and what has to move with them: the same draws for all.
    purpose : str
        Names the draws.
    step, seed : int
    training : dict
        `shift`: samples at most; `gain` and `baseline`: standard deviations.

    Returns
    -------
    list of tensor of float32, shape (batch, length)
        The baseline's change, a line, is in the first alone.
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


def accumulate(weight):
    """Sum weights up for `evenbeat.draws.draw_weighted`; the last sum is exactly one.

    Parameters
    ----------
    weight : ndarray of float, shape (n,)

    Returns
    -------
    tensor of float64, shape (n,)
    """
    total = np.cumsum(weight)
    return tf.constant(total / total[-1], tf.float64)


def follow(average, network, decay):
    """Move an exponential average of weights one step on.

    Parameters
    ----------
    average, network : keras.Model
        Of the same layers; the former is changed.
    decay : float
        What of the average stays.
    """
    for slow, fast in zip(average.weights, network.weights, strict=True):
        slow.assign(decay * slow + (1 - decay) * fast)


def assemble(build_generator, discriminator, data, training, seed, **of_patients):
    """Put an untrained GAN together whose generator is the moving average of one that learns.

    Parameters
    ----------
    build_generator : callable
        Takes data, training, seed and a name.
    discriminator : keras.Model
    data : dict
        What the model's `prepare` made.
    training : dict
    seed : int
    **of_patients
        `templates` and `patients` of the GAN, if it has them.

    Returns
    -------
    evenbeat.gan.Gan
    """
    generator, learner = (
        build_generator(data, training, seed, name) for name in ("generator", "learner")
    )
    trained = {"generator": learner, "discriminator": discriminator}
    networks = {"generator": generator, "learner": learner, "discriminator": discriminator}
    return Gan(networks, make_optimizers(trained, training), **of_patients)


def count_steps(data, training):
    """Count the steps of an epoch, the same for few beats and many."""
    return training["steps_per_epoch"]


def rank(judged):
    """Rank scores from 0 to 1, where they know no threshold, only more and less real.

    Parameters
    ----------
    judged : ndarray of float, shape (n,)

    Returns
    -------
    ndarray of float, shape (n,)
        In steps of 1 / (n - 1).
    """
    return np.argsort(np.argsort(judged)) / max(1, len(judged) - 1)
