"""A rectified flow of all classes, conditioned like the model transfer. It is no GAN.

A network learns the velocity of points that move on straight lines from noise to beats. The
generator follows it (flow matching: Lipman et al. 2023; rectified flow: Liu et al. 2023).
"""

import dataclasses

import numpy as np

from evenbeat.data.aami import CLASSES
from evenbeat.gan.core import Gan, arrange, make_optimizers
from evenbeat.gan.models import (
    blocks,
    conditional,
    cosine_transform,
    flow_networks,
    moving_average,
)
from evenbeat.gan.training_loop import descend
from evenbeat.nn.backend import tf
from evenbeat.nn.stateless_random import draw_latents, draw_numbers, draw_uniform

LOSS, UNIT = "mean squared error of the velocity", "pure number"
LOSSES = ("velocity",)
count_steps = blocks.count_steps
fix_class = conditional.fix_class


def prepare(beats, training):
    """Convert the beats of rare classes to points, standardised within each class.

    All beats have equal weights: one that the network saw more often than others, it would soon
    copy.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        As for `evenbeat.gan.models.conditional.prepare_conditional`.
    training : dict
        `bandwidth`, in Hz; `components`, the number of principal components of a change; and
        `lent_beats`.

    Returns
    -------
    data : dict
        As of `evenbeat.gan.models.conditional.prepare_conditional`; `components` as of
        `evenbeat.gan.models.cosine_transform.measure_components`; `mean` and `scale` as of
        `measure_classes`; and `point` of each beat, shape (n, m).
    attributes : dict
        As of `evenbeat.gan.models.conditional.prepare_conditional`.

    Raises
    ------
    InputError
        If there is no beat of a rare class.
    """
    data, attributes = conditional.prepare_conditional(beats, training, class_power=1)
    change = data["beat"] - data["templates"][data["patient"]]
    components = cosine_transform.measure_components(
        change, data["weight"], attributes["coefficients"], training["components"]
    )
    value = np.hstack([change @ components.T, blocks.free_rhythm(data["rhythm"])])
    mean, scale = measure_classes(value, data["class"])
    point = (value - mean[data["class"]]) / scale[data["class"]]
    data |= {"components": components, "mean": mean, "scale": scale}
    return data | {"point": point.astype(np.float32)}, attributes


def measure_classes(value, label):
    """Compute mean and standard deviation of values within each class.

    Parameters
    ----------
    value : ndarray of float, shape (n, m)
    label : ndarray of int, shape (n,)
        Places in `evenbeat.data.aami.CLASSES`.

    Returns
    -------
    mean, scale : ndarray of float32, shape (5, m)
        Zero for a class without beats. The scale is the standard deviation plus 0.0001, which is
        never zero.
    """
    mean, scale = (np.zeros((len(CLASSES), value.shape[1]), np.float32) for _ in range(2))
    for index in np.unique(label):
        own = value[label == index]
        mean[index], scale[index] = own.mean(axis=0), own.std(axis=0) + 1e-4
    return mean, scale


def build(data, training, seed):
    """Build the untrained generator and the learner of its velocity.

    Parameters
    ----------
    data, training : dict
    seed : int

    Returns
    -------
    evenbeat.gan.core.Gan
    """
    learner = flow_networks.build_velocity(data, training, seed, "learner")
    return Gan(
        {"generator": flow_networks.build_generator(data, training, seed), "learner": learner},
        make_optimizers({"generator": learner}, training),
        templates=data["templates"],
        patients=data["patients"],
    )


@dataclasses.dataclass
class _Step:
    gan: Gan
    training: dict
    seed: int
    data: dict

    def __call__(self, step):
        loss = self.train_learner(step)
        average = self.gan.networks["generator"].get_layer(flow_networks.VELOCITY)
        learner = self.gan.networks["learner"]
        moving_average.update_ema(average, learner, self.training["ema_decay"])
        return loss[None]

    def draw(self, step):
        """Draw beats as points, with their conditions; some are lent to other patients."""
        batch, data = self.training["batch"], self.data
        rows = draw_numbers(self.seed, "batch", step, batch, len(data["point"]))
        others = draw_numbers(self.seed, "others", step, batch, len(data["templates"]))
        lent = draw_uniform(self.seed, "lent", step, (batch,)) < tf.gather(data["lent"], rows)
        patient = tf.where(lent, others, tf.gather(data["patient"], rows))
        return {
            "end": tf.gather(data["point"], rows),
            "template": tf.gather(data["templates"], patient),
            "class": tf.one_hot(tf.gather(data["class"], rows), len(CLASSES)),
        }

    def train_learner(self, step):
        learner, drawn = self.gan.networks["learner"], self.draw(step)
        start = draw_latents(self.seed, "start", step, drawn["end"].shape)
        time = draw_uniform(self.seed, "time", step, (len(start), 1))
        point = (1 - time) * start + time * drawn["end"]
        inputs = drawn | {"point": point, "time": flow_networks.describe_time(time)}
        with tf.GradientTape() as tape:
            velocity = learner(arrange(learner, inputs))
            loss = tf.reduce_mean(tf.square(velocity - (drawn["end"] - start)))
        descend(self.gan.optimizers["generator"], tape, loss, learner)
        return loss


def make_step(gan, data, training, seed, precision):
    """Make the step that trains the learner once and updates the generator.

    Parameters
    ----------
    gan : evenbeat.gan.core.Gan
    data, training : dict
    seed : int
    precision : str
        Not used: the step computes in float32.

    Returns
    -------
    callable
    """
    columns = ("point", "patient", "class", "lent", "templates")
    return _Step(gan, training, seed, {name: tf.constant(data[name]) for name in columns})
