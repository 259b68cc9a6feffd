"""An example of your own generative model in Keras: a small GAN (docs/own_model.md).

`evenbeat.gan.keras_model.KerasModel` documents the parameters and return values of each method.
"""

import dataclasses

import numpy as np
import tensorflow as tf
from evenbeat.gan.core import Gan, make_optimizers
from evenbeat.gan.keras_model import KerasModel
from evenbeat.gan.training_loop import descend
from evenbeat.nn.stateless_random import draw_latents, draw_numbers
from evenbeat.runtime.seeds import derive_seed
from tensorflow import keras

LATENT = 16


def stack(inputs, sizes, seed, name):
    """Stack dense layers with named, seeded weights, so that the same seed gives the same file."""
    x = inputs
    for index, size in enumerate(sizes):
        if index:
            x = keras.layers.LeakyReLU(negative_slope=0.2, name=f"{name}_relu_{index}")(x)
        initial = keras.initializers.HeNormal(seed=derive_seed(seed, name, index))
        x = keras.layers.Dense(size, kernel_initializer=initial, name=f"{name}_{index}")(x)
    return keras.Model(inputs, x, name=name)


@dataclasses.dataclass
class _Step:
    gan: Gan
    beats: tf.Tensor
    training: dict
    seed: int

    def __call__(self, step):
        """Train both networks once; every random draw depends only on the seed and the step."""
        generator, discriminator = self.gan.networks.values()
        size = self.training["batch"]
        latent = draw_latents(self.seed, "latent", step, (size, LATENT))
        rows = draw_numbers(self.seed, "rows", step, size, len(self.beats))
        real = tf.gather(self.beats, rows)
        with tf.GradientTape() as judging, tf.GradientTape() as making:
            fake = discriminator(generator(latent))
            loss = tf.reduce_mean((discriminator(real) - 1) ** 2 + fake**2)
            missed = tf.reduce_mean((fake - 1) ** 2)
        descend(self.gan.optimizers["discriminator"], judging, loss, discriminator)
        descend(self.gan.optimizers["generator"], making, missed, generator)
        return tf.stack([loss, missed])


class Model(KerasModel):
    """The class that the workflow looks for in the file."""

    LOSS, UNIT = "least squares", "pure number"
    LOSSES = ("discriminator", "generator")

    def build(self, data, training, seed):
        """Build the networks; the generator makes beats from its input `latent`."""
        length = data["beat"].shape[1]
        latent = keras.Input((LATENT,), name="latent")
        networks = {
            "generator": stack(latent, (64, 128, length), seed, "generator"),
            "discriminator": self.rebuild_discriminator(length, {}, seed),
        }
        return Gan(networks, make_optimizers(networks, training))

    def rebuild_discriminator(self, length, attributes, seed=0):
        """Build the discriminator; its screen loads the weights of a checkpoint into it."""
        return stack(keras.Input((length,), name="beat"), (128, 32, 1), seed, "discriminator")

    def to_probability(self, outputs):
        """Limit the discriminator's scores, about 0 for fake and 1 for real, to 0 to 1."""
        return np.clip(outputs, 0, 1)

    def make_step(self, gan, data, training, seed):
        """Make the training step, which the workflow compiles."""
        return _Step(gan, tf.constant(data["beat"]), training, seed)
