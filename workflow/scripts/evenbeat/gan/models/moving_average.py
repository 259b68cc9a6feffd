"""GANs whose generator is an exponential moving average of a trained network, the learner."""

import abc
import dataclasses

from evenbeat.gan.core import Gan, make_optimizers
from evenbeat.nn.backend import tf


def update_ema(average, network, decay):
    """Update an exponential moving average of weights.

    Parameters
    ----------
    average : keras.Model
        Its weights are changed.
    network : keras.Model
        A network with the same layers.
    decay : float
        The weight of the old average in the new average.
    """
    for slow, fast in zip(average.weights, network.weights, strict=True):
        slow.assign(decay * slow + (1 - decay) * fast)


def build_averaged_gan(build_generator, discriminator, data, training, seed, **of_patients):
    """Assemble an untrained GAN with a learner and its moving average, the generator.

    Parameters
    ----------
    build_generator : callable
        (data, training, seed, name) -> keras.Model.
    discriminator : keras.Model
    data, training : dict
    seed : int
    **of_patients : ndarray
        `templates` and `patients` of the GAN, if it has them.

    Returns
    -------
    evenbeat.gan.core.Gan
    """
    generator, learner = (
        build_generator(data, training, seed, name) for name in ("generator", "learner")
    )
    trained = {"generator": learner, "discriminator": discriminator}
    networks = {"generator": generator, "learner": learner, "discriminator": discriminator}
    return Gan(networks, make_optimizers(trained, training), **of_patients)


@dataclasses.dataclass
class AveragedStep(abc.ABC):
    """Train the discriminator and the learner once, then update the generator.

    Attributes
    ----------
    gan : evenbeat.gan.core.Gan
    training : dict
    seed : int
    """

    gan: Gan
    training: dict
    seed: int

    def __call__(self, step):
        """Train all networks once.

        Parameters
        ----------
        step : tensor of int32

        Returns
        -------
        tensor of float32, shape (2,)
            Losses of the discriminator and of the generator.
        """
        losses = tf.stack([self.train_discriminator(step), self.train_generator(step)])
        networks = self.gan.networks
        update_ema(networks["generator"], networks["learner"], self.training["ema_decay"])
        return losses

    @abc.abstractmethod
    def train_discriminator(self, step):
        """Train the discriminator once.

        Parameters
        ----------
        step : tensor of int32

        Returns
        -------
        tensor of float32, shape ()
            Its loss.
        """

    @abc.abstractmethod
    def train_generator(self, step):
        """Train the learner once.

        Parameters
        ----------
        step : tensor of int32

        Returns
        -------
        tensor of float32, shape ()
            Its loss.
        """
