"""The networks of the seed's GAN: one generator and one discriminator for each rare class."""

import keras
from keras import layers

from evenbeat.seeds import derive_seed

LATENT_SHAPE = (112, 1)
BEAT_SHAPE = (300, 1)


class _Draws:
    """Initial weights, and dropout masks where another than our trainer draws them."""

    def __init__(self, seed):
        self.seed = seed
        self.count = 0

    def _next(self):
        self.count += 1
        return derive_seed(self.seed, "layer", self.count)

    def kernel(self):
        return keras.initializers.GlorotUniform(seed=self._next())

    def dropout(self, rate, name):
        return layers.Dropout(rate, seed=self._next(), name=name)


def build_generator(seed):
    """Build the generator.

    Parameters
    ----------
    seed : int
        Of its initial weights.

    Returns
    -------
    keras.Model
        From latents (batch, 112, 1), standard normal, to beats (batch, 300, 1) in [-1, 1].
    """
    draws = _Draws(derive_seed(seed, "generator"))
    latent = x = keras.Input(LATENT_SHAPE, name="latent")
    # Named, since Keras counts unnamed layers over the process and writes the count to the file.
    for index, (filters, kernel) in enumerate(((8, 32), (32, 32), (64, 64)), start=1):
        x = layers.Conv1DTranspose(
            filters, kernel, kernel_initializer=draws.kernel(), name=f"convolution_{index}"
        )(x)
        x = layers.ReLU(name=f"relu_{index}")(x)
        x = layers.BatchNormalization(name=f"normalisation_{index}")(x)
    x = layers.Conv1DTranspose(1, 64, kernel_initializer=draws.kernel(), name="convolution_4")(x)
    return keras.Model(latent, layers.Activation("tanh", name="beat")(x), name="generator")


def build_discriminator(seed):
    """Build the discriminator.

    Parameters
    ----------
    seed : int
        Of its initial weights.

    Returns
    -------
    keras.Model
        From beats (batch, 300, 1) to the probability (batch, 1) that each is real.
    """
    draws = _Draws(derive_seed(seed, "discriminator"))
    beat = x = keras.Input(BEAT_SHAPE, name="beat")
    for index, filters in enumerate((32, 8, 4), start=1):
        x = layers.Conv1D(
            filters,
            32,
            padding="same",
            kernel_initializer=draws.kernel(),
            name=f"convolution_{index}",
        )(x)
        x = layers.BatchNormalization(name=f"normalisation_{index}")(x)
        x = layers.LeakyReLU(negative_slope=0.2, name=f"relu_{index}")(x)
        x = draws.dropout(0.2, name=f"dropout_{index}")(x)
    x = layers.Flatten(name="flat")(x)
    x = layers.Dense(128, kernel_initializer=draws.kernel(), name="dense_1")(x)
    x = layers.LeakyReLU(negative_slope=0.2, name="relu_4")(x)
    x = layers.Dense(1, kernel_initializer=draws.kernel(), name="dense_2")(x)
    return keras.Model(beat, layers.Activation("sigmoid", name="real")(x), name="discriminator")
