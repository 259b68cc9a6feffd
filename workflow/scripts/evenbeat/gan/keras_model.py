"""Models in Keras: training in steps, and networks in checkpoints."""

import abc

import numpy as np

from evenbeat.gan.core import Gan
from evenbeat.gan.interface import Model
from evenbeat.gan.keras_files import (
    read_description,
    read_discriminator,
    read_gan,
    read_generator,
    write_gan,
)
from evenbeat.gan.sampling import discriminate_beats, sample_beats
from evenbeat.gan.scaling import denormalise, normalise
from evenbeat.gan.training_loop import train
from evenbeat.nn.backend import choose_precision, tf
from evenbeat.runtime.errors import InputError


class KerasModel(Model):
    """A model whose generator and discriminator, if there is one, are Keras networks.

    The inputs of the generator are `latent` and, if the model has templates, the `template` of a
    patient. The outputs are `beat` and, optionally, `rhythm`. All layers must be of the classes
    that `evenbeat.nn.safe_load` allows.

    Attributes
    ----------
    ATTRIBUTES : tuple of str
        The attributes of a checkpoint that describe the state.
    rebuild_discriminator : callable or None
        (length, attributes) -> keras.Model: build the discriminator whose weights a checkpoint
        holds; attributes are `class` and `ATTRIBUTES`. None in a model without a discriminator.
    """

    ATTRIBUTES = ("scale", "limit", "precision")
    rebuild_discriminator = None

    def prepare(self, beats, training):
        """Convert training beats to the form that the networks need; by default, unchanged.

        Parameters
        ----------
        beats : dict of str to ndarray, each of length n
            As for `train`.
        training : dict

        Returns
        -------
        data : dict
            The data for `build`, `count_steps` and `make_step`.
        attributes : dict
            `ATTRIBUTES` except precision: `scale` and `limit` as for
            `evenbeat.gan.scaling.normalise`.
        """
        return {"beat": beats["waveform"].astype(np.float32)}, {"scale": 1.0, "limit": np.inf}

    @abc.abstractmethod
    def build(self, data, training, seed):
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
        evenbeat.gan.core.Gan
        """

    def count_steps(self, data, training):
        """Count the training steps of an epoch; by default, `steps_per_epoch`.

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
        return training["steps_per_epoch"]

    @abc.abstractmethod
    def make_step(self, gan, data, training, seed):
        """Build the training step that `evenbeat.gan.training_loop.train` repeats.

        Parameters
        ----------
        gan : evenbeat.gan.core.Gan
            Each call of the step trains it in place.
        data, training : dict
            As for `build`.
        seed : int
            Every random draw depends only on this seed and the number of the step.

        Returns
        -------
        callable
            A step for `evenbeat.nn.step_loop.compile_steps`; its values are the losses.
        """

    def to_probability(self, outputs):
        """Convert the discriminator's scores to the range from 0 to 1; by default, unchanged.

        Parameters
        ----------
        outputs : ndarray of float, shape (n,)

        Returns
        -------
        ndarray of float, shape (n,)
            Increases with the score.
        """
        return outputs

    def fix_network(self, network, cls):
        """Fix the class of a network; only in a model of all classes.

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
            If the model is not of all classes, or has no such class.
        """
        raise InputError(
            f"{type(self).__module__} has no method fix_network, which a model with all_classes "
            "needs; add it"
        )

    def train(self, beats, training, seed, epochs, state=None, report=print):
        """Train all networks and their optimizers in the precision of the previous checkpoint."""
        precision = _choose_precision(training, state)
        report(f"matrix products in {precision}")
        training = training | {"precision": precision}
        data, attributes = self.prepare(beats, training)
        gan = self.build(data, training, seed)
        gan.attributes = attributes | {"precision": precision}
        if state:
            read_gan(state.path, gan, precision)
        step = self.make_step(gan, data, training, seed)
        try:
            losses = train(
                gan, step, epochs * self.count_steps(data, training), self.LOSSES, report
            )
        except tf.errors.ResourceExhaustedError as error:
            raise MemoryError(error.message) from error
        return gan, losses

    def make_predictor(self, generator):
        """Make the function that generates beats; by default, with Keras.

        Parameters
        ----------
        generator : keras.Model

        Returns
        -------
        callable
            inputs -> outputs, as `generator.predict_on_batch`.
        """
        return generator.predict_on_batch

    def sample(self, state, number, seed):
        """Generate beats, for patients drawn uniformly if the model has templates."""
        generator = state.networks["generator"]
        predict = self.make_predictor(generator)
        made = sample_beats(generator, number, seed, state.templates, predict)
        beats = {"waveform": denormalise(made["beat"], float(state.attributes["scale"]))}
        if "rhythm" in made:
            beats["rhythm"] = made["rhythm"]
        if state.templates is not None:
            own = made["patient"]
            beats |= {"template": state.templates[own], "patient": state.patients[own]}
        return beats

    def discriminate(self, state, beats):
        """Score with the discriminator in the checkpoint from which the state was read."""
        discriminator = read_discriminator(state.path, self, beats["waveform"].shape[1])
        scaling = {name: state.attributes[name] for name in ("scale", "limit")}
        inputs = beats | {"beat": normalise(beats["waveform"], **scaling)}
        return self.to_probability(discriminate_beats(discriminator, inputs))

    def fix_class(self, state, cls):
        """Fix the class of the generator and of the discriminator, if there is one."""
        networks = {name: x for name, x in state.networks.items() if name != "learner"}
        if self.rebuild_discriminator and "discriminator" not in networks:
            length = _count_samples(state.networks["generator"])
            networks["discriminator"] = read_discriminator(state.path, self, length)
        fixed = {name: self.fix_network(network, cls) for name, network in networks.items()}
        return Gan(fixed, {}, state.step, state.templates, state.patients, state.attributes)

    def describe(self, state):
        """Describe the scaling, the precision and the number of steps."""
        return state.attributes | {"step": state.step}

    def count_bytes(self, state):
        """Count the bytes of all variables."""
        variables = [v for of_part in state.variables().values() for v in of_part]
        return sum(np.asarray(variable).nbytes for variable in variables)

    def write(self, state, path):
        """Write the generator in Keras's format, and the other variables into the same file."""
        write_gan(path, state)

    def read(self, path):
        """Read the generator; the other networks are read from the file when they are needed."""
        attributes, of_gan = read_description(path, self.ATTRIBUTES)
        networks = {"generator": read_generator(path)}
        return Gan(networks, {}, **of_gan, attributes=attributes, path=path)


def _count_samples(generator):
    outputs = generator.output
    return (outputs["beat"] if isinstance(outputs, dict) else outputs).shape[1]


def _choose_precision(training, state):
    """Keep the precision of the previous checkpoint if the configuration says `auto`."""
    setting = training.get("precision", "float32")
    if state and setting == "auto":
        setting = str(state.attributes["precision"])
    return choose_precision(setting)
