"""A rectified flow of all classes, with the conditions of the model transfer. It is not a GAN.

A network learns the velocity of points that move on straight lines from noise to beats. The
generator follows this velocity (flow matching: Lipman et al. 2023; rectified flow: Liu et al.
2023).
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


def measure_classes(value, label):
    """Compute mean and standard deviation of values within each class.

    Parameters
    ----------
    value : ndarray of float, shape (n, m)
    label : ndarray of int, shape (n,)
        Indices in `evenbeat.data.aami.CLASSES`.

    Returns
    -------
    mean, scale : ndarray of float32, shape (5, m)
        Zero for a class without beats. The scale is the standard deviation plus 0.0001, so that it
        is never zero for a class with beats.
    """
    mean, scale = (np.zeros((len(CLASSES), value.shape[1]), np.float32) for _ in range(2))
    for index in np.unique(label):
        own = value[label == index]
        mean[index], scale[index] = own.mean(axis=0), own.std(axis=0) + 1e-4
    return mean, scale


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
        """Draw beats as points, with class and template; some with another patient's template."""
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
        time = draw_uniform(self.seed, "time", step, (self.training["batch"], 1))
        point = (1 - time) * start + time * drawn["end"]
        inputs = drawn | {"point": point, "time": flow_networks.describe_time(time)}
        with tf.GradientTape() as tape:
            velocity = learner(arrange(learner, inputs))
            loss = tf.reduce_mean(tf.square(velocity - (drawn["end"] - start)))
        descend(self.gan.optimizers["generator"], tape, loss, learner)
        return loss


class Model(conditional.ModelOfAllClasses):
    """A rectified flow of all classes except N. All beats have equal weights in training.

    The network would soon copy beats that it sees more often than others.
    """

    LOSS, UNIT = "mean squared error of the velocity", "pure number"
    LOSSES = ("velocity",)

    def prepare(self, beats, training):
        """Convert the beats of rare classes to points, standardised within each class."""
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

    def build(self, data, training, seed):
        """Build the generator, and the learner of its velocity with an optimizer."""
        learner = flow_networks.build_velocity(data, training, seed, "learner")
        generator = flow_networks.build_generator(data, training, seed)
        return Gan(
            {"generator": generator, "learner": learner},
            make_optimizers({"generator": learner}, training),
            templates=data["templates"],
            patients=data["patients"],
        )

    def make_step(self, gan, data, training, seed):
        """Make the step that trains the learner once and updates the generator, in float32."""
        columns = ("point", "patient", "class", "lent", "templates")
        tensors = {name: tf.constant(data[name]) for name in columns}
        return _Step(gan, training, seed, tensors)
