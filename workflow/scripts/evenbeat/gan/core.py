"""Generators of any model: the state of a training, the interface of a model, the optimizers."""

import dataclasses
import importlib
from collections.abc import Callable
from typing import Protocol

import numpy as np

from evenbeat.gan.catalogue import MODELS
from evenbeat.nn.backend import keras, tf
from evenbeat.runtime.errors import InputError


@dataclasses.dataclass
class Gan:
    """The state of a training: networks, optimizers and the number of steps trained.

    Attributes
    ----------
    networks : dict of str to keras.Model
        `generator`; `discriminator`, if the model has one; and, if the generator has the moving
        average of trained weights, the `learner`, which is trained in its place.
    optimizers : dict of str to keras.optimizers.Optimizer
        By the names of their learning rates in the configuration.
    step : int
        Number of steps trained so far.
    templates : ndarray of float32, shape (p, length), optional
        Median beat of each patient for whom the GAN can generate beats, dimensionless.
    patients : ndarray of str, shape (p,), optional
        Names of these patients.
    """

    networks: dict
    optimizers: dict
    step: int = 0
    templates: np.ndarray | None = None
    patients: np.ndarray | None = None

    def variables(self):
        """List the variables that training changes.

        Returns
        -------
        dict of str to list of keras.Variable
            By the network or the optimizer that has them.
        """
        networks = {name: network.weights for name, network in self.networks.items()}
        optimizers = {f"{name}_optimizer": o.variables for name, o in self.optimizers.items()}
        return networks | optimizers


class Model(Protocol):
    """The interface that each module of `evenbeat.gan.models` provides.

    The generator takes `latent` and, if the model has templates, the `template` of a patient. It
    returns `beat` and, if it can, `rhythm`. `evenbeat.gan.catalogue` has the names of the modules,
    and says which of them have a discriminator, `ModelWithDiscriminator`, and which make the beats
    of all classes, `ModelOfAllClasses`.

    Attributes
    ----------
    LOSS, UNIT : str
        Name and unit of the loss.
    LOSSES : tuple of str
        What has a loss: the names of the columns of losses.
    """

    LOSS: str
    UNIT: str
    LOSSES: tuple[str, ...]

    def prepare(self, beats: dict[str, np.ndarray], training: dict) -> tuple[dict, dict]:
        """Convert training beats to the form that the networks need.

        Parameters
        ----------
        beats : dict of str to ndarray, each of length n
            Columns waveform, template, rhythm, label and patient; also `sampling_rate`, in Hz.
        training : dict
            The model's `training` of the configuration.

        Returns
        -------
        data : dict
            What `build`, `count_steps` and `make_step` need.
        attributes : dict
            For the checkpoints: `scale` and `limit` as for `evenbeat.gan.scaling.normalise`; for a
            discriminator, what `DISCRIMINATOR_ATTRIBUTES` names, except for the class.
        """

    def build(self, data: dict, training: dict, seed: int) -> Gan:
        """Build the untrained networks and their optimizers.

        Parameters
        ----------
        data : dict
            From `prepare`.
        training : dict
        seed : int
            Seed of the initial weights.

        Returns
        -------
        Gan
        """

    def count_steps(self, data: dict, training: dict) -> int:
        """Count the training steps of an epoch.

        Parameters
        ----------
        data, training : dict
            As for `build`.

        Returns
        -------
        int

        Raises
        ------
        InputError
            If there are too few beats for a step.
        """

    def make_step(
        self, gan: Gan, data: dict, training: dict, seed: int, precision: str
    ) -> Callable[[tf.Tensor], tf.Tensor]:
        """Build the training step that `evenbeat.gan.training_loop.train` repeats.

        Parameters
        ----------
        gan : Gan
            Each call of the step trains it in place.
        data, training : dict
            As for `build`.
        seed : int
            Every random draw depends only on this seed and on the number of the step.
        precision : {"float32", "bfloat16"}
            Precision of the convolutions of `evenbeat.nn.layer_chain.Forward`, if the model uses
            it.

        Returns
        -------
        callable
            As for `evenbeat.gan.training_loop.compile_steps`.
        """


class ModelWithDiscriminator(Model, Protocol):
    """The interface of a model that also trains a discriminator.

    Attributes
    ----------
    DISCRIMINATOR_ATTRIBUTES : tuple of str
        The attributes of a checkpoint that `rebuild_discriminator` needs.
    """

    DISCRIMINATOR_ATTRIBUTES: tuple[str, ...]

    def rebuild_discriminator(self, length: int, **attributes: object) -> keras.Model:
        """Build the discriminator whose weights a checkpoint holds.

        Parameters
        ----------
        length : int
            Samples of a beat.
        **attributes : object
            The attributes of the checkpoint that `DISCRIMINATOR_ATTRIBUTES` names.

        Returns
        -------
        keras.Model

        Raises
        ------
        InputError
            If the length or an attribute is not valid for the model.
        """

    def to_probability(self, outputs: np.ndarray) -> np.ndarray:
        """Convert the discriminator's scores to the range from 0 to 1.

        Parameters
        ----------
        outputs : ndarray of float, shape (n,)

        Returns
        -------
        ndarray of float, shape (n,)
            Increases with the score.
        """


class ModelOfAllClasses(Model, Protocol):
    """The interface of a model of which one network makes the beats of all classes."""

    def fix_class(self, network: keras.Model, cls: str) -> keras.Model:
        """Fix the class for which a network works.

        Parameters
        ----------
        network : keras.Model
            The generator or, if there is one, the discriminator.
        cls : str

        Returns
        -------
        keras.Model
            Without the input `class`.

        Raises
        ------
        InputError
            If there is no such class.
        """


def find_model(name):
    """Import the module of a model.

    Parameters
    ----------
    name : str

    Returns
    -------
    Model

    Raises
    ------
    InputError
        If no model has this name.
    """
    if name not in MODELS:
        raise InputError(f"there is no model {name!r}; there are {', '.join(MODELS)}")
    # By name, so that a change of one model does not rerun the others.
    return importlib.import_module(f"evenbeat.gan.models.{name}")


def make_optimizers(networks, training):
    """Build an Adam optimizer for each network that is trained.

    Parameters
    ----------
    networks : dict of str to keras.Model
        By the names of their learning rates in the configuration.
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
        # Keras numbers unnamed optimizers per process and saves the number.
        optimizers[name] = keras.optimizers.Adam(
            rate,
            beta_1=training["beta_1"],
            beta_2=training.get("beta_2", 0.999),
            name=f"{name}_adam",
        )
        optimizers[name].build(network.trainable_variables)
    return optimizers


def arrange(network, inputs):
    """Arrange named inputs in the order in which a network takes them.

    Parameters
    ----------
    network : keras.Model
    inputs : dict of str to ndarray or tensor, each of length n
        May have more than the network takes.

    Returns
    -------
    list of ndarray or tensor, or ndarray or tensor
        A list; if the network takes only one input, that input.
    """
    arranged = [inputs[x.name] for x in network.inputs]
    return arranged if len(arranged) > 1 else arranged[0]
