"""The common part of the training steps of the models with the original networks."""

import dataclasses

from evenbeat.gan.core import Gan
from evenbeat.nn.backend import tf
from evenbeat.nn.layer_chain import Forward
from evenbeat.nn.stateless_random import draw_latents, draw_numbers


@dataclasses.dataclass
class ChainStep:
    """Draw and generate batches for a training step of two chains of layers.

    Attributes
    ----------
    gan : evenbeat.gan.core.Gan
    beats : tensor of float32, shape (n, length, 1)
        Training beats.
    training : dict
    seed : int
    run : evenbeat.nn.layer_chain.Forward
    """

    gan: Gan
    beats: tf.Tensor
    training: dict
    seed: int
    run: Forward

    def draw(self, purpose, step):
        """Draw a batch of training beats uniformly with replacement.

        Parameters
        ----------
        purpose : str
            Name of the random draws.
        step : tensor of int32

        Returns
        -------
        tensor of float32, shape (batch, length, 1)
        """
        rows = draw_numbers(self.seed, purpose, step, self.training["batch"], len(self.beats))
        return tf.gather(self.beats, rows)

    def generate(self, purpose, step, normalise):
        """Generate a batch of beats.

        Parameters
        ----------
        purpose : str
            Name of the random draws.
        step : tensor of int32
        normalise : callable
            As for `evenbeat.nn.layer_chain.Forward`.

        Returns
        -------
        tensor of float32, shape (batch, length, 1)
        """
        generator = self.gan.networks["generator"]
        shape = (self.training["batch"], *generator.input.shape[1:])
        latents = draw_latents(self.seed, purpose, step, shape)
        return self.run(generator, purpose, step, latents, normalise)
