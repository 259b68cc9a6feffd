"""The seed's networks with a Wasserstein loss and a gradient penalty (Gulrajani et al. 2017)."""

import dataclasses

from evenbeat.backend import keras, layers, tf
from evenbeat.draws import draw_latents, draw_numbers, draw_uniform
from evenbeat.forward import Forward, normalise_batch
from evenbeat.gan import Gan
from evenbeat.models import blog, parts
from evenbeat.trainer import descend

LOSS, UNIT = "Wasserstein loss without the penalty", "pure number"
JUDGE_NEEDS = ()
prepare = blog.prepare
count_steps = blog.count_steps
to_probability = parts.rank


def build_discriminator(length, seed):
    """Build the critic: the seed's discriminator without what the penalty forbids.

    The penalty is on the gradient of one beat's score, so that no normalisation over the batch and
    no dropout may be in it; and a score has no sigmoid.

    Parameters
    ----------
    length : int
        Samples of a beat: 300.
    seed : int
        Of its initial weights.

    Returns
    -------
    keras.Model
        From beats (batch, 300, 1) to scores (batch, 1), higher for real.
    """
    like = blog.build_discriminator(length, seed)
    left_out = (layers.BatchNormalization, layers.Dropout, layers.Activation)
    beat = x = like.input
    for layer in like.layers[1:]:
        if not isinstance(layer, left_out):
            x = layer(x)
    return keras.Model(beat, x, name="critic")


def build_judge(length):
    """Build the discriminator whose weights a milestone holds."""
    return build_discriminator(length, seed=0)


def build(data, training, seed):
    """Build an untrained GAN for such data."""
    return blog.assemble(build_discriminator(data["beat"].shape[1], seed), training, seed)


@dataclasses.dataclass
class _Step:
    """What a step of training is made of; every draw is a function of (seed, step)."""

    gan: Gan
    beats: tf.Tensor
    training: dict
    seed: int
    run: Forward

    def __call__(self, step):
        loss = 0.0
        for turn in range(self.training["critic_steps"]):
            loss = self.train_critic(step, turn)
        return tf.stack([loss, self.train_generator(step)])

    def generate(self, purpose, step):
        shape = (self.training["batch"], *blog.LATENT_SHAPE)
        latents = draw_latents(self.seed, purpose, step, shape)
        return self.run(self.gan.networks["generator"], purpose, step, latents, normalise_batch)

    def judge(self, beats, step):
        # It has neither normalisation nor dropout: the names and ways of both stay unused.
        return self.run(self.gan.networks["discriminator"], "judge", step, beats, None)

    def train_critic(self, step, turn):
        batch, critic = self.training["batch"], self.gan.networks["discriminator"]
        rows = draw_numbers(self.seed, f"batch{turn}", step, batch, len(self.beats))
        real, fake = tf.gather(self.beats, rows), self.generate(f"fake{turn}", step)
        share = draw_uniform(self.seed, f"between{turn}", step, (batch, 1, 1))
        with tf.GradientTape() as tape:
            difference = tf.reduce_mean(self.judge(fake, step) - self.judge(real, step))
            penalty = self.penalty(share * real + (1 - share) * fake, step)
            loss = difference + self.training["penalty"] * penalty
        descend(self.gan.optimizers["discriminator"], tape, loss, critic)
        return difference

    def penalty(self, between, step):
        with tf.GradientTape() as tape:
            tape.watch(between)
            judged = self.judge(between, step)
        squares = tf.reduce_sum(tf.square(tape.gradient(judged, between)), axis=(1, 2))
        # The root has no gradient at zero, where a critic that has not learned yet may be.
        return tf.reduce_mean(tf.square(tf.sqrt(squares + 1e-12) - 1))

    def train_generator(self, step):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.judge(self.generate("latent", step), step))
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["generator"])
        return loss


def make_step(gan, data, training, seed, precision):
    """Make the step that trains the critic some times and the generator once."""
    beats = tf.constant(data["beat"][..., None], tf.float32)
    return _Step(gan, beats, training, seed, Forward(seed, precision))
