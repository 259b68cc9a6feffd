"""A GAN of any model: its networks and their optimizers, to be found, sampled and asked.

A model is a module of `evenbeat.models` with

- `LOSS` and its `UNIT`;
- `prepare(beats, training)`: training beats as the networks want them, and the attributes by which
  a milestone leads back from there;
- `build(data, training, seed)`: an untrained `Gan`;
- `build_judge(length)`: the discriminator whose weights a milestone holds, given also those of
  the milestone's attributes that `JUDGE_NEEDS` names;
- `count_steps(data, training)`: the steps of an epoch;
- `make_step(gan, data, training, seed, precision)`: what `evenbeat.trainer.train` repeats;
- `to_probability(judged)`: of being real, from what the discriminator says.

Its generator makes a `beat`, and a `rhythm` where it can, from a `latent`, and from the `template`
of a patient where it takes one.
"""

import dataclasses
import importlib

import numpy as np

from evenbeat.backend import keras
from evenbeat.draws import draw_latents, draw_numbers
from evenbeat.errors import InputError

# Imported by name, so that a change of one model is none of the others.
MODELS = ("blog", "wgan", "hinge", "transfer")


@dataclasses.dataclass
class Gan:
    """Networks, optimizers and how far they have come.

    Attributes
    ----------
    networks : dict of str to keras.Model
        `generator` is the one that is sampled, `discriminator` the one that judges; a generator
        that is the moving average of another has that beside it.
    optimizers : dict of str to keras.optimizers.Optimizer
        By the network that they train.
    step : int
    templates : ndarray of float32, shape (p, length), optional
        Normal beats of the patients for whom it can make beats.
    patients : ndarray of str, shape (p,), optional
        Their names.
    """

    networks: dict
    optimizers: dict
    step: int = 0
    templates: np.ndarray | None = None
    patients: np.ndarray | None = None

    def variables(self):
        """List all that training changes, by the part of the GAN that has it."""
        networks = {name: network.weights for name, network in self.networks.items()}
        optimizers = {f"{name}_optimizer": o.variables for name, o in self.optimizers.items()}
        return networks | optimizers


def find_model(name):
    """Give the module of a model.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in MODELS:
        raise InputError(f"there is no model {name!r}; there are {', '.join(MODELS)}")
    return importlib.import_module(f"evenbeat.models.{name}")


def make_optimizers(networks, training):
    """Make an Adam for each network that is trained.

    Parameters
    ----------
    networks : dict of str to keras.Model
        By the name that its learning rate has in the configuration.
    training : dict
        A model's `training` of the configuration: learning rates, beta_1, perhaps beta_2, and
        perhaps decay_steps, in which the learning rates fall along a cosine to a fiftieth.

    Returns
    -------
    dict of str to keras.optimizers.Adam
    """
    optimizers = {}
    for name, network in networks.items():
        rate = float(training[f"{name}_learning_rate"])  # Keras refuses 1
        if "decay_steps" in training:
            rate = keras.optimizers.schedules.CosineDecay(rate, training["decay_steps"], alpha=0.02)
        # Named, since Keras counts unnamed optimizers over the process and writes the count down.
        optimizers[name] = keras.optimizers.Adam(
            rate,
            beta_1=training["beta_1"],
            beta_2=training.get("beta_2", 0.999),
            name=f"{name}_adam",
        )
        optimizers[name].build(network.trainable_variables)
    return optimizers


def arrange(network, inputs):
    """Put inputs, given by name, into the order of a network's own, and leave the others out.

    Parameters
    ----------
    network : keras.Model
    inputs : dict of str to ndarray or tensor, each of length n

    Returns
    -------
    list of ndarray or tensor
        A single one stands for itself.
    """
    arranged = [inputs[x.name] for x in network.inputs]
    return arranged if len(arranged) > 1 else arranged[0]


def sample_beats(generator, number, seed, templates=None, batch=1024):
    """Generate beats.

    Parameters
    ----------
    generator : keras.Model
    number : int
    seed : int
        The first k beats are the same whatever `number` is.
    templates : ndarray of float32, shape (patients, length), optional
        For a generator that wants one; each beat draws a patient, all alike.
    batch : int
        Beats at a time.

    Returns
    -------
    dict of str to ndarray
        `beat`, float32, shape (number, length), in the generator's scale; `rhythm`, float32, shape
        (number, 4), if it makes one; `patient`, the row of the template, int, if it took one.
    """
    latent_shape = next(x.shape[1:] for x in generator.inputs if x.name == "latent")
    made = []
    for first in range(0, max(number, 1), batch):
        inputs = {"latent": draw_latents(seed, "sample", first, (batch, *latent_shape))}
        drawn = {}
        if templates is not None:
            drawn["patient"] = draw_numbers(seed, "patient", first, batch, len(templates)).numpy()
            inputs["template"] = templates[drawn["patient"]]
        outputs = generator.predict_on_batch(arrange(generator, inputs))
        outputs = outputs if isinstance(outputs, dict) else {"beat": outputs}
        made.append({name: np.asarray(x) for name, x in outputs.items()} | drawn)
    beats = {name: np.concatenate([part[name] for part in made])[:number] for name in made[0]}
    return beats | {"beat": beats["beat"].reshape(number, beats["beat"].shape[1])}


def judge_beats(discriminator, inputs, batch=1024):
    """Ask a discriminator how real beats look.

    Parameters
    ----------
    discriminator : keras.Model
    inputs : dict of str to ndarray, each of length n
        `beat`, in the discriminator's scale, and what else it looks at.
    batch : int
        Beats at a time.

    Returns
    -------
    ndarray of float32, shape (n,)
        In the model's own unit, more for more real.
    """
    wanted = arrange(discriminator, inputs)
    return discriminator.predict(wanted, batch_size=batch, verbose=0)[:, 0]
