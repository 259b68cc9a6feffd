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
from evenbeat.nn.stateless_random import draw_latents, draw_uniform, draw_weighted

LOSS, UNIT = "mean squared error of the velocity", "pure number"
LOSSES = ("velocity",)
count_steps = blocks.count_steps
fix_class = conditional.fix_class


def prepare(beats, training):
    """Convert beats to points, standardised within each class.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm, label and patient; also `sampling_rate`, in Hz.
    training : dict
        `bandwidth`, in Hz, and `components`, the principal components of a beat's change.

    Returns
    -------
    data : dict
        As of `evenbeat.gan.models.conditional.prepare`, `components` as of
        `evenbeat.gan.models.cosine_transform.measure_components`, `point` of each beat, shape
        (n, m), and `mean` and `scale` as of `measure_classes`.
    attributes : dict
        As of `evenbeat.gan.models.conditional.prepare`.
    """
    data, attributes = conditional.prepare(beats, training)
    change = data["beat"] - data["templates"][data["patient"]]
    components = cosine_transform.measure_components(
        change, data["weight"], attributes["coefficients"], training["components"]
    )
    value = np.hstack([change @ components.T, blocks.free_rhythm(data["rhythm"])])
    mean, scale = measure_classes(value, data["class"], data["weight"])
    point = (value - mean[data["class"]]) / scale[data["class"]]
    data |= {"components": components, "mean": mean, "scale": scale}
    return data | {"point": point.astype(np.float32)}, attributes


def measure_classes(value, label, weight):
    """Compute weighted mean and standard deviation of values within each class.

    Parameters
    ----------
    value : ndarray of float, shape (n, m)
    label : ndarray of int, shape (n,)
        Places in `evenbeat.data.aami.CLASSES`.
    weight : ndarray of float, shape (n,)

    Returns
    -------
    mean, scale : ndarray of float32, shape (5, m)
        Zero for a class without beats. The scale is the standard deviation plus 0.0001, which is
        never zero.
    """
    mean, scale = (np.zeros((len(CLASSES), value.shape[1]), np.float32) for _ in range(2))
    for index in np.unique(label):
        own, share = value[label == index], weight[label == index] / weight[label == index].sum()
        mean[index] = share @ own
        scale[index] = np.sqrt(share @ np.square(own - mean[index])) + 1e-4
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
        """Draw beats as points, with their conditions."""
        rows = draw_weighted(
            self.seed, "batch", step, self.training["batch"], self.data["cumulative"]
        )
        patient = tf.gather(self.data["patient"], rows)
        return {
            "end": tf.gather(self.data["point"], rows),
            "template": tf.gather(self.data["templates"], patient),
            "class": tf.one_hot(tf.gather(self.data["class"], rows), len(CLASSES)),
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
    columns = ("point", "patient", "class", "templates")
    tensors = {name: tf.constant(data[name]) for name in columns}
    tensors["cumulative"] = blocks.cumulative_weights(data["weight"])
    return _Step(gan, training, seed, tensors)
