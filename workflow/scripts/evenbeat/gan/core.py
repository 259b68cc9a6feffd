"""The state of a Keras model: networks and optimizers."""

import dataclasses

import numpy as np

from evenbeat.nn.backend import keras


@dataclasses.dataclass
class Gan:
    """The state of a Keras model: networks, optimizers and the number of steps trained.

    Attributes
    ----------
    networks : dict of str to keras.Model
        `generator`; `discriminator`, if the model has one; and `learner`, if the generator's
        weights are the moving average of the weights of another network, the learner.
    optimizers : dict of str to keras.optimizers.Optimizer
        By name, as in the names of their learning rates in the configuration.
    step : int
        Number of steps trained so far.
    templates : ndarray of float32, shape (p, length), optional
        Template of each patient for whom the GAN can generate beats, dimensionless.
    patients : ndarray of str, shape (p,), optional
        Names of these patients.
    attributes : dict
        Its attributes in a checkpoint, as `evenbeat.gan.interface.Model.describe` returns them.
    path : str or Path, optional
        The checkpoint from which the generator was read; the other networks can be read from it.
    """

    networks: dict
    optimizers: dict
    step: int = 0
    templates: np.ndarray | None = None
    patients: np.ndarray | None = None
    attributes: dict = dataclasses.field(default_factory=dict)
    path: str | None = None

    def variables(self):
        """List the variables that training changes.

        Returns
        -------
        dict of str to list of keras.Variable
            By the network or the optimizer that they belong to.
        """
        networks = {name: network.weights for name, network in self.networks.items()}
        optimizers = {f"{name}_optimizer": o.variables for name, o in self.optimizers.items()}
        return networks | optimizers


def make_optimizers(networks, training):
    """Build an Adam optimizer for each network that is trained.

    Parameters
    ----------
    networks : dict of str to keras.Model
        By name, as in the names of their learning rates in the configuration.
    training : dict
        A model's `training` of the configuration: learning rates, beta_1, optionally beta_2 and
        decay_steps, over which a cosine schedule lowers the learning rates to 2%.

    Returns
    -------
    dict of str to keras.optimizers.Adam
    """
    optimizers = {}
    for name, network in networks.items():
        rate = float(training[f"{name}_learning_rate"])  # Keras rejects the int 1
        if "decay_steps" in training:
            rate = keras.optimizers.schedules.CosineDecay(rate, training["decay_steps"], alpha=0.02)
        # Keras numbers unnamed optimizers in each process and saves the number in the file.
        optimizers[name] = keras.optimizers.Adam(
            rate,
            beta_1=training["beta_1"],
            beta_2=training.get("beta_2", 0.999),
            name=f"{name}_adam",
        )
        optimizers[name].build(network.trainable_variables)
    return optimizers


def arrange(network, inputs):
    """Arrange named inputs in the order of a network's inputs.

    Parameters
    ----------
    network : keras.Model
    inputs : dict of str to ndarray or tensor, each of length n
        May have more entries than the network has inputs.

    Returns
    -------
    list of ndarray or tensor, or ndarray or tensor
        A list; if the network has only one input, that input.
    """
    arranged = [inputs[x.name] for x in network.inputs]
    return arranged if len(arranged) > 1 else arranged[0]
