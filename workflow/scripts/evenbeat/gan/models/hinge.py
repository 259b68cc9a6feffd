"""A GAN of one class with hinge loss, which generates waveform and rhythm together.

It uses spectral normalisation and hinge loss (Miyato et al. 2018), differentiable augmentation
(Zhao et al. 2020), minibatch deviation and a moving average of the generator (Karras et al. 2018).
"""

import dataclasses

import numpy as np

from evenbeat.beats.patient_weights import weigh_patients
from evenbeat.beats.rhythm import RHYTHM
from evenbeat.gan.keras_model import KerasModel
from evenbeat.gan.models import blocks, cosine_transform, moving_average, spectral_norm
from evenbeat.gan.training_loop import descend
from evenbeat.nn.backend import keras, layers, tf
from evenbeat.nn.fixed import apply_fixed
from evenbeat.nn.stateless_random import draw_latents, draw_weighted
from evenbeat.runtime.seeds import derive_seed

POINTS = 150


class MinibatchDeviation(layers.Layer):
    """Append the mean standard deviation of the batch to each row (Karras et al. 2018).

    So the discriminator can recognise a generator with little variety.
    """

    def call(self, x):
        """Append the column.

        Parameters
        ----------
        x : tensor of float32, shape (batch, n)

        Returns
        -------
        tensor of float32, shape (batch, n + 1)
        """
        deviation = keras.ops.mean(keras.ops.std(x, axis=0))
        column = keras.ops.broadcast_to(deviation, (keras.ops.shape(x)[0], 1))
        return keras.ops.concatenate([x, column], axis=1)


def build_generator(data, training, seed, name):
    """Build the generator.

    Parameters
    ----------
    data, training : dict
    seed : int
        Seed of the initial weights.
    name : str

    Returns
    -------
    keras.Model
        From standard normal latents (batch, 32) to `beat` (batch, length) and `rhythm` (batch, 6).
    """
    named, length = blocks.Named(derive_seed(seed, "generator")), data["beat"].shape[1]
    latent = keras.Input((blocks.LATENT,), name="latent")
    hidden = layers.LeakyReLU(0.2, name="relu_0")(named(layers.Dense, POINTS // 10 * 48)(latent))
    x = layers.Reshape((POINTS // 10, 48), name="coarse")(hidden)
    for index, (factor, filters) in enumerate(((5, 32), (2, 16)), start=1):
        # Transposed convolutions would leave a periodic pattern in the beats.
        x = layers.UpSampling1D(factor, name=f"finer_{index}")(x)
        x = named(layers.Conv1D, filters, 5, padding="same")(x)
        x = layers.GroupNormalization(4, name=f"normalisation_{index}")(x)
        x = layers.LeakyReLU(0.2, name=f"relu_{index}")(x)
    x = layers.Reshape((POINTS,), name="beat_points")(named(layers.Conv1D, 1, 7, padding="same")(x))
    # Generated beats have no power above the bandwidth of the filtered signal.
    coefficients = cosine_transform.count_coefficients(
        length, data["sampling_rate"], training["bandwidth"]
    )
    kernel = cosine_transform.resampling(POINTS, min(coefficients, POINTS), length)
    mean = (data["weight"] @ data["beat"]).astype(np.float32)
    outputs = {
        "beat": apply_fixed(x, "beat", kernel, mean),
        "rhythm": blocks.make_rhythm(named, hidden, data["rhythm_mean"], data["rhythm_spread"]),
    }
    return keras.Model(latent, outputs, name=name)


def _look_at_beats(named, channels):
    """Add the layers that compute a discriminator's features of beats."""
    x = layers.AveragePooling1D(2, name="pool")(channels)
    for filters, size in ((24, 7), (32, 5), (48, 5), (64, 5)):
        x = named.spectral(layers.Conv1D, filters, size, strides=2, padding="same")(x)
        x = layers.LeakyReLU(0.2, name=f"beat_relu_{filters}")(x)
    return layers.Flatten(name="beat_features")(x)


def build_discriminator(length, seed, rhythm_mean, rhythm_spread):
    """Build the discriminator of waveform and rhythm.

    Parameters
    ----------
    length : int
        Number of samples of a beat.
    seed : int
        Seed of the initial weights.
    rhythm_mean, rhythm_spread : ndarray of float32, shape (4,)
        From `evenbeat.gan.models.blocks.measure_rhythm`.

    Returns
    -------
    keras.Model
        From `beat` (batch, length) and `rhythm` (batch, 6) to scores (batch, 1).
    """
    named = spectral_norm.SpectralNamed(derive_seed(seed, "discriminator"))
    beat = keras.Input((length,), name="beat")
    rhythm = keras.Input((len(RHYTHM),), name="rhythm")
    x = _look_at_beats(named, layers.Reshape((length, 1), name="channel")(beat))
    y = blocks.standardise_rhythm(rhythm, rhythm_mean, rhythm_spread)
    y = layers.LeakyReLU(0.2, name="rhythm_relu")(named.spectral(layers.Dense, 16)(y))
    both = layers.Concatenate(name="both")([x, y])
    both = MinibatchDeviation(name="deviation")(both)
    both = layers.LeakyReLU(0.2, name="both_relu")(named.spectral(layers.Dense, 128)(both))
    score = named.spectral(layers.Dense, 1)(both)
    return keras.Model([beat, rhythm], score, name="discriminator")


def _hinge_loss(real, fake):
    """Compute the hinge loss: real scores should be at least 1, fake scores at most -1."""
    return tf.reduce_mean(tf.nn.relu(1 - real)) + tf.reduce_mean(tf.nn.relu(1 + fake))


@dataclasses.dataclass
class _Step(moving_average.AveragedStep):
    beats: tf.Tensor
    rhythm: tf.Tensor
    cumulative: tf.Tensor

    def generate(self, purpose, step):
        shape = (self.training["batch"], blocks.LATENT)
        return self.gan.networks["learner"](draw_latents(self.seed, purpose, step, shape))

    def look(self, beats, purpose, step):
        """Augment beats and arrange them as the discriminator's inputs."""
        (beat,) = blocks.augment([beats["beat"]], purpose, step, self.seed, self.training)
        return [beat, beats["rhythm"]]

    def train_discriminator(self, step):
        discriminator, batch = self.gan.networks["discriminator"], self.training["batch"]
        rows = draw_weighted(self.seed, "batch", step, batch, self.cumulative)
        drawn = {"beat": tf.gather(self.beats, rows), "rhythm": tf.gather(self.rhythm, rows)}
        generated = self.generate("fake", step)
        with tf.GradientTape() as tape:
            real = discriminator(self.look(drawn, "real", step), training=True)
            fake = discriminator(self.look(generated, "fake", step), training=True)
            loss = _hinge_loss(real, fake)
        descend(self.gan.optimizers["discriminator"], tape, loss, discriminator)
        return loss

    def train_generator(self, step):
        discriminator = self.gan.networks["discriminator"]
        with tf.GradientTape() as tape:
            generated = self.generate("latent", step)
            outputs = discriminator(self.look(generated, "judged", step), training=False)
            loss = -tf.reduce_mean(outputs)
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["learner"])
        return loss


class Model(KerasModel):
    """A GAN of one class with hinge loss."""

    LOSS, UNIT = "hinge loss", "pure number"
    LOSSES = ("discriminator", "generator")

    def prepare(self, beats, training):
        """Weight the beats by patient, without scaling them."""
        data, attributes = blocks.prepare_unscaled(beats, weigh_patients(beats["patient"]))
        return data | {"sampling_rate": beats["sampling_rate"]}, attributes

    def rebuild_discriminator(self, length, attributes):
        """Build the discriminator whose weights a checkpoint holds."""
        return build_discriminator(length, 0, *blocks.UNSCALED)

    def build(self, data, training, seed):
        """Build the discriminator, the learner and its moving average, the generator."""
        scales = (data[name] for name in ("rhythm_mean", "rhythm_spread"))
        discriminator = build_discriminator(data["beat"].shape[1], seed, *scales)
        return moving_average.build_averaged_gan(
            build_generator, discriminator, data, training, seed
        )

    def to_probability(self, outputs):
        """Apply the logistic function; the decision threshold of the hinge loss is 0."""
        return 1 / (1 + np.exp(-outputs))

    def make_step(self, gan, data, training, seed):
        """Make the step that trains both networks once, in float32."""
        return _Step(
            gan,
            training,
            seed,
            beats=tf.constant(data["beat"]),
            rhythm=tf.constant(data["rhythm"]),
            cumulative=blocks.cumulative_weights(data["weight"]),
        )
