"""A GAN of all classes, conditioned on the class and on the template of a patient.

Relativistic loss with penalties on the gradient for real and generated beats (Huang et al. 2024);
projection discriminator (Miyato and Koyama 2018).
"""

import dataclasses

import numpy as np

from evenbeat.data.aami import ALL, CLASSES
from evenbeat.gan.core import arrange
from evenbeat.gan.models import blocks, conditional, moving_average, transfer_networks
from evenbeat.gan.training_loop import descend
from evenbeat.nn.backend import keras, tf
from evenbeat.nn.stateless_random import draw_latents, draw_numbers, draw_uniform, draw_weighted
from evenbeat.runtime.errors import InputError


@dataclasses.dataclass
class _Step(moving_average.AveragedStep):
    """A training step; a share of its beats, the crossed ones, are made for other patients."""

    data: dict
    see: keras.Model  # the discriminator up to its features
    score: keras.Model  # the discriminator from its features on
    patient_mask: tf.Tensor

    def draw(self, purpose, step):
        """Draw real beats with all their columns, and draw which of them are crossed."""
        batch = self.training["batch"]
        rows = draw_weighted(self.seed, purpose, step, batch, self.data["cumulative"])
        real = {name: tf.gather(self.data[name], rows) for name in ("beat", "rhythm", "patient")}
        real["template"] = tf.gather(self.data["templates"], real["patient"])
        real["class"] = tf.one_hot(tf.gather(self.data["class"], rows), len(CLASSES))
        drawn = draw_uniform(self.seed, f"{purpose}/crossed", step, (batch, 1))
        real["crossed"] = drawn < tf.gather(self.data["lent"], rows)[:, None]
        return real

    def generate(self, purpose, step, like):
        """Generate beats with the classes of real beats, the crossed ones for other patients."""
        batch, templates = self.training["batch"], self.data["templates"]
        others = draw_numbers(self.seed, f"{purpose}/others", step, batch, len(templates))
        patient = tf.where(like["crossed"][:, 0], others, like["patient"])
        inputs = {
            "latent": draw_latents(self.seed, purpose, step, (batch, blocks.LATENT)),
            "template": tf.gather(templates, patient),
            "class": like["class"],
        }
        learner = self.gan.networks["learner"]
        return {**like, **inputs, **learner(arrange(learner, inputs))}

    def look(self, beats, purpose, step):
        """Augment beats and compute their features."""
        moved = blocks.augment(
            [beats["beat"], beats["template"]], purpose, step, self.seed, self.training
        )
        return self.see([*moved, beats["rhythm"]])

    def discriminate(self, features, beats):
        # If it saw the patient, the discriminator would learn which patients lack a class.
        hidden = tf.where(beats["crossed"], features * self.patient_mask, features)
        return self.score([hidden, beats["class"]])

    def discriminate_with_penalty(self, beats, purpose, step):
        """Compute scores, and the mean squared norm of their gradient for the features."""
        features = self.look(beats, purpose, step)
        with tf.GradientTape() as tape:
            tape.watch(features)
            scores = self.discriminate(features, beats)
        squares = tf.reduce_sum(tf.square(tape.gradient(scores, features)), axis=1)
        return scores, tf.reduce_mean(squares)

    def train_discriminator(self, step):
        discriminator, drawn = self.gan.networks["discriminator"], self.draw("batch", step)
        generated = self.generate("fake", step, drawn)
        with tf.GradientTape() as tape:
            real, steep = self.discriminate_with_penalty(drawn, "real", step)
            fake, steep_too = self.discriminate_with_penalty(generated, "fake", step)
            loss = tf.reduce_mean(tf.nn.softplus(fake - real))
            total = loss + self.training["gradient_penalty"] / 2 * (steep + steep_too)
        descend(self.gan.optimizers["discriminator"], tape, total, discriminator)
        return loss

    def train_generator(self, step):
        like = self.draw("like", step)
        real = self.discriminate(self.look(like, "like", step), like)
        with tf.GradientTape() as tape:
            generated = self.generate("latent", step, like)
            fake = self.discriminate(self.look(generated, "judged", step), generated)
            loss = tf.reduce_mean(tf.nn.softplus(real - fake))
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["learner"])
        return loss


class Model(conditional.ModelOfAllClasses):
    """A GAN of all classes except N.

    The weight of a class is the square root of its number of beats. Equal weights of all beats gave
    bad beats of S and F, equal weights of the classes bad beats of V.
    """

    LOSS, UNIT = "relativistic loss without the penalties", "pure number"
    LOSSES = ("discriminator", "generator")

    def prepare(self, beats, training):
        """Weight the beats of rare classes by class, without scaling them."""
        return conditional.prepare_conditional(beats, training, class_power=0.5)

    def rebuild_discriminator(self, length, attributes):
        """Build the discriminator whose weights a checkpoint holds."""
        coefficients, cls = attributes["coefficients"], str(attributes["class"])
        if not isinstance(coefficients, int | np.integer) or not 0 < coefficients <= length:
            raise InputError(f"its coefficients are {coefficients!r}; expected 1 to {length}")
        if cls not in (*CLASSES, ALL):
            raise InputError(f"its class is {cls!r}; expected one of: {', '.join((*CLASSES, ALL))}")
        unscaled = np.ones(int(coefficients), dtype=np.float32)
        judge = transfer_networks.build_discriminator(length, 0, unscaled, *blocks.UNSCALED)
        return judge if cls == ALL else self.fix_network(judge, cls)

    def build(self, data, training, seed):
        """Build the discriminator, the learner and its moving average, the generator."""
        length = data["templates"].shape[1]
        scales = (data[name] for name in ("spread", "rhythm_mean", "rhythm_spread"))
        discriminator = transfer_networks.build_discriminator(length, seed, *scales)
        of_patients = {name: data[name] for name in ("templates", "patients")}
        return moving_average.build_averaged_gan(
            transfer_networks.build_generator, discriminator, data, training, seed, **of_patients
        )

    def to_probability(self, outputs):
        """Rank the scores, which have no threshold."""
        return blocks.rank_scores(outputs)

    def make_step(self, gan, data, training, seed):
        """Make the step that trains both networks once, in float32."""
        columns = ("beat", "rhythm", "patient", "class", "lent", "templates")
        tensors = {name: tf.constant(data[name]) for name in columns}
        tensors["cumulative"] = blocks.cumulative_weights(data["weight"])
        see, score = _split_at_features(gan.networks["discriminator"])
        mask = tf.constant(transfer_networks.make_patient_mask(len(data["spread"])))
        return _Step(gan, training, seed, data=tensors, see=see, score=score, patient_mask=mask)


def _split_at_features(discriminator):
    *inputs, one_hot = discriminator.inputs
    features = discriminator.get_layer("features").output
    blind = discriminator.get_layer("blindfold").output
    return keras.Model(inputs, features), keras.Model([blind, one_hot], discriminator.output)
