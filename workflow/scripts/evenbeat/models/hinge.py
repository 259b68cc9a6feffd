"""A GAN of today's kind for one class, which makes waveform and rhythm together.

Upsampling and convolutions in place of transposed ones, which leave a raster; nothing above the
bandwidth of the filtered signal; spectral normalisation and hinge loss (Miyato et al. 2018),
differentiable augmentation (Zhao et al. 2020), minibatch deviation and a moving average of the
generator (Karras et al. 2018).
"""

import dataclasses

import numpy as np

from evenbeat.backend import keras, layers, tf
from evenbeat.draws import draw_latents, draw_weighted
from evenbeat.gan import Gan
from evenbeat.models import parts
from evenbeat.owners import weigh_patients
from evenbeat.seeds import derive_seed
from evenbeat.trainer import descend

LOSS, UNIT = "hinge loss", "pure number"
JUDGE_NEEDS = ()
POINTS = 150
count_steps = parts.count_steps


class SeededSpectral(layers.SpectralNormalization):
    """Keras's spectral normalisation, which draws its first vector without a seed, with one."""

    def __init__(self, layer, seed, **options):
        super().__init__(layer, **options)
        self.seed = seed

    def build(self, input_shape):
        """Build the layer, and the vector by which its largest singular value is found."""
        super().build(input_shape)
        self.vector_u.assign(tf.random.stateless_normal(self.vector_u.shape, (self.seed, 0)))


class SpectralNamed(parts.Named):
    """Gives layers that are spectrally normalised, too."""

    def spectral(self, layer, *arguments, **options):
        """Give a layer whose largest singular value is held at one (Miyato et al. 2018)."""
        inner = self(layer, *arguments, **options)
        own = derive_seed(self.seed, "vector", self.count)
        return SeededSpectral(inner, own, name=f"spectral_{inner.name}")


class MinibatchDeviation(layers.Layer):
    """Append to each beat's features how much the batch differs (Karras et al. 2018).

    A discriminator that sees it notices a generator that always makes the same.
    """

    def call(self, x):
        """Append the column to features (batch, n)."""
        deviation = keras.ops.mean(keras.ops.std(x, axis=0))
        column = keras.ops.broadcast_to(deviation, (keras.ops.shape(x)[0], 1))
        return keras.ops.concatenate([x, column], axis=1)


def prepare(beats, training):
    """Take a class's beats as they are, waveform and rhythm, and weigh their patients.

    Parameters
    ----------
    beats : dict of str to ndarray
        Columns waveform, rhythm and patient; `sampling_rate` beside them.
    training : dict
        The model's `training` of the configuration.

    Returns
    -------
    data : dict
    attributes : dict
        `scale` and `limit`: the beats are neither scaled nor clipped.
    """
    weight = weigh_patients(beats["patient"])
    mean, spread = parts.measure_rhythm(beats["rhythm"], weight)
    data = {
        "beat": beats["waveform"].astype(np.float32),
        "rhythm": beats["rhythm"].astype(np.float32),
        "weight": weight,
        "rhythm_mean": mean,
        "rhythm_spread": spread,
        "sampling_rate": beats["sampling_rate"],
    }
    return data, {"scale": 1.0, "limit": np.inf}


def build_generator(data, training, seed, name):
    """Build the generator.

    Returns
    -------
    keras.Model
        From latents (batch, 32), standard normal, to `beat` (batch, length) and `rhythm`
        (batch, 4).
    """
    named, length = parts.Named(derive_seed(seed, "generator")), data["beat"].shape[1]
    latent = keras.Input((parts.LATENT,), name="latent")
    hidden = layers.LeakyReLU(0.2, name="relu_0")(named(layers.Dense, POINTS // 10 * 48)(latent))
    x = layers.Reshape((POINTS // 10, 48), name="coarse")(hidden)
    for index, (factor, filters) in enumerate(((5, 32), (2, 16)), start=1):
        x = layers.UpSampling1D(factor, name=f"finer_{index}")(x)
        x = named(layers.Conv1D, filters, 5, padding="same")(x)
        x = layers.GroupNormalization(4, name=f"normalisation_{index}")(x)
        x = layers.LeakyReLU(0.2, name=f"relu_{index}")(x)
    x = layers.Reshape((POINTS,), name="beat_points")(named(layers.Conv1D, 1, 7, padding="same")(x))
    coefficients = parts.count_coefficients(length, data["sampling_rate"], training["bandwidth"])
    kernel = parts.resampling(POINTS, min(coefficients, POINTS), length)
    mean = (data["weight"] @ data["beat"]).astype(np.float32)
    outputs = {
        "beat": parts.apply_fixed(x, "beat", kernel, mean),
        "rhythm": parts.make_rhythm(named, hidden, data["rhythm_mean"], data["rhythm_spread"]),
    }
    return keras.Model(latent, outputs, name=name)


def _look_at_beats(named, channels):
    """Let a discriminator see beats, given as (batch, length, channels)."""
    x = layers.AveragePooling1D(2, name="pool")(channels)
    for filters, size in ((24, 7), (32, 5), (48, 5), (64, 5)):
        x = named.spectral(layers.Conv1D, filters, size, strides=2, padding="same")(x)
        x = layers.LeakyReLU(0.2, name=f"beat_relu_{filters}")(x)
    return layers.Flatten(name="beat_features")(x)


def build_discriminator(length, seed, rhythm_mean, rhythm_spread):
    """Build the discriminator, which looks at waveform and rhythm together.

    Parameters
    ----------
    length : int
        Samples of a beat.
    seed : int
        Of its initial weights.
    rhythm_mean, rhythm_spread : ndarray of float32, shape (3,)
        Of the class's rhythm.

    Returns
    -------
    keras.Model
        From `beat` (batch, length) and `rhythm` (batch, 4) to scores (batch, 1).
    """
    named = SpectralNamed(derive_seed(seed, "discriminator"))
    beat = keras.Input((length,), name="beat")
    rhythm = keras.Input((4,), name="rhythm")
    x = _look_at_beats(named, layers.Reshape((length, 1), name="channel")(beat))
    y = parts.standardise_rhythm(rhythm, rhythm_mean, rhythm_spread)
    y = layers.LeakyReLU(0.2, name="rhythm_relu")(named.spectral(layers.Dense, 16)(y))
    both = layers.Concatenate(name="both")([x, y])
    both = MinibatchDeviation(name="deviation")(both)
    both = layers.LeakyReLU(0.2, name="both_relu")(named.spectral(layers.Dense, 128)(both))
    score = named.spectral(layers.Dense, 1)(both)
    return keras.Model([beat, rhythm], score, name="discriminator")


def build_judge(length):
    """Build the discriminator whose weights a milestone holds."""
    return build_discriminator(length, 0, *parts.UNSCALED)


def build(data, training, seed):
    """Build an untrained GAN for such data."""
    discriminator = build_discriminator(
        data["beat"].shape[1], seed, data["rhythm_mean"], data["rhythm_spread"]
    )
    return parts.assemble(build_generator, discriminator, data, training, seed)


def _hinge_loss(real, fake):
    """Ask a discriminator for at least 1 on real and at most -1 on fake beats."""
    return tf.reduce_mean(tf.nn.relu(1 - real)) + tf.reduce_mean(tf.nn.relu(1 + fake))


def to_probability(judged):
    """Bring scores to between 0 and 1; the hinge loss has its border at a score of 0."""
    return 1 / (1 + np.exp(-judged))


@dataclasses.dataclass
class _Step:
    """What a step of training is made of; every draw is a function of (seed, step)."""

    gan: Gan
    beats: tf.Tensor
    rhythm: tf.Tensor
    cumulative: tf.Tensor
    training: dict
    seed: int

    def __call__(self, step):
        losses = tf.stack([self.train_discriminator(step), self.train_generator(step)])
        networks = self.gan.networks
        parts.follow(networks["generator"], networks["learner"], self.training["average"])
        return losses

    def generate(self, purpose, step):
        shape = (self.training["batch"], parts.LATENT)
        return self.gan.networks["learner"](draw_latents(self.seed, purpose, step, shape))

    def judge(self, beat, rhythm, purpose, step, training):
        (beat,) = parts.augment([beat], purpose, step, self.seed, self.training)
        return self.gan.networks["discriminator"]([beat, rhythm], training=training)

    def train_discriminator(self, step):
        discriminator, batch = self.gan.networks["discriminator"], self.training["batch"]
        rows = draw_weighted(self.seed, "batch", step, batch, self.cumulative)
        beat, rhythm = tf.gather(self.beats, rows), tf.gather(self.rhythm, rows)
        made = self.generate("fake", step)
        with tf.GradientTape() as tape:
            real = self.judge(beat, rhythm, "real", step, True)
            fake = self.judge(made["beat"], made["rhythm"], "fake", step, True)
            loss = _hinge_loss(real, fake)
        descend(self.gan.optimizers["discriminator"], tape, loss, discriminator)
        return loss

    def train_generator(self, step):
        with tf.GradientTape() as tape:
            made = self.generate("latent", step)
            loss = -tf.reduce_mean(self.judge(made["beat"], made["rhythm"], "judged", step, False))
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["learner"])
        return loss


def make_step(gan, data, training, seed, precision):
    """Make the step that trains both networks once, for `evenbeat.trainer.train`."""
    return _Step(
        gan,
        tf.constant(data["beat"]),
        tf.constant(data["rhythm"]),
        parts.accumulate(data["weight"]),
        training,
        seed,
    )
