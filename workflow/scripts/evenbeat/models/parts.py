"""What the models of today's kind share: layers, losses, augmentation, averages."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from scipy.fft import dct, idct

from evenbeat.draws import draw_numbers
from evenbeat.seeds import derive_seed

LATENT = 32
# The interval before over the one after, the third feature of rhythm, follows from the first two.
RHYTHM_FREE = (0, 1, 3)
_RHYTHM_FROM_FREE = np.array([[1, 0, 1, 0], [0, 1, -1, 0], [0, 0, 0, 1]], dtype=np.float32)


# For a network whose weights, these among them, come from a file.
UNSCALED = (np.zeros(3, dtype=np.float32), np.ones(3, dtype=np.float32))


class SeededSpectral(layers.SpectralNormalization):
    """Keras's spectral normalisation, which draws its first vector without a seed, with one."""

    def __init__(self, layer, seed, **options):
        super().__init__(layer, **options)
        self.seed = seed

    def build(self, input_shape):
        """Build the layer, and the vector by which its largest singular value is found."""
        super().build(input_shape)
        self.vector_u.assign(tf.random.stateless_normal(self.vector_u.shape, (self.seed, 0)))


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

    def spectral(self, layer, *arguments, **options):
        """Give a layer whose largest singular value is held at one (Miyato et al. 2018)."""
        inner = self(layer, *arguments, **options)
        own = derive_seed(self.seed, "vector", self.count)
        return SeededSpectral(inner, own, name=f"spectral_{inner.name}")


def apply_fixed(x, name, kernel, bias=None):
    """Multiply by a matrix that no training changes."""
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
    """Make the four features of rhythm from a hidden layer."""
    x = named(layers.Dense, 64, activation="relu")(hidden)
    x = named(layers.Dense, len(mean))(x)
    kernel = spread[:, None] * _RHYTHM_FROM_FREE
    return apply_fixed(x, "rhythm", kernel, mean @ _RHYTHM_FROM_FREE)


def look_at_rhythm(named, rhythm, mean, spread):
    """Let a discriminator see the free features of rhythm, standardised."""
    kernel = np.zeros((4, len(RHYTHM_FREE)), dtype=np.float32)
    kernel[RHYTHM_FREE, range(len(RHYTHM_FREE))] = 1 / spread
    x = apply_fixed(rhythm, "rhythm_free", kernel, -mean / spread)
    return layers.LeakyReLU(0.2, name="rhythm_relu")(named.spectral(layers.Dense, 16)(x))


class MinibatchDeviation(layers.Layer):
    """Append to each beat's features how much the batch differs (Karras et al. 2018).

    A discriminator that sees it notices a generator that always makes the same.
    """

    def call(self, x):
        """Append the column to features (batch, n)."""
        deviation = keras.ops.mean(keras.ops.std(x, axis=0))
        column = keras.ops.broadcast_to(deviation, (keras.ops.shape(x)[0], 1))
        return keras.ops.concatenate([x, column], axis=1)


def look_at_beats(named, channels):
    """Let a discriminator see beats, given as (batch, length, channels)."""
    x = layers.AveragePooling1D(2, name="pool")(channels)
    for filters, size in ((24, 7), (32, 5), (48, 5), (64, 5)):
        x = named.spectral(layers.Conv1D, filters, size, strides=2, padding="same")(x)
        x = layers.LeakyReLU(0.2, name=f"beat_relu_{filters}")(x)
    return layers.Flatten(name="beat_features")(x)


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


def weigh_patients(patients):
    """Weigh beats so that a patient counts by the root of its beats.

    Parameters
    ----------
    patients : ndarray of str or int, shape (n,)

    Returns
    -------
    ndarray of float, shape (n,)
        Sums to one.
    """
    _, where, counts = np.unique(patients, return_inverse=True, return_counts=True)
    weight = counts[where] ** -0.5
    return weight / weight.sum()


def accumulate(weight):
    """Sum weights up for `evenbeat.draws.draw_weighted`; the last sum is exactly one."""
    total = np.cumsum(weight)
    return tf.constant(total / total[-1], tf.float64)


def hinge_loss(real, fake):
    """Ask a discriminator for at least 1 on real and at most -1 on fake beats."""
    return tf.reduce_mean(tf.nn.relu(1 - real)) + tf.reduce_mean(tf.nn.relu(1 + fake))


def follow(average, network, decay):
    """Move an exponential average of weights one step on."""
    for slow, fast in zip(average.weights, network.weights, strict=True):
        slow.assign(decay * slow + (1 - decay) * fast)
