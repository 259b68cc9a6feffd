"""The original networks with Wasserstein loss and gradient penalty (Gulrajani et al. 2017)."""

from evenbeat.gan.models import blocks, blog
from evenbeat.gan.models.chain_step import ChainStep
from evenbeat.gan.training_loop import descend
from evenbeat.nn.backend import keras, layers, tf
from evenbeat.nn.layer_chain import Forward, normalise_batch
from evenbeat.nn.stateless_random import draw_uniform


def build_discriminator(length, seed):
    """Build the critic: the original discriminator without batch normalisation, dropout, sigmoid.

    The penalty is on the gradient of each beat's own score, so the critic must not depend on other
    beats of the batch or on random draws.

    Parameters
    ----------
    length : int
        Number of samples of a beat.
    seed : int
        Seed of the initial weights.

    Returns
    -------
    keras.Model
        From beats (batch, 300, 1) to scores (batch, 1), which are higher for real beats.

    Raises
    ------
    InputError
        If the length is not 300.
    """
    like = blog.build_discriminator(length, seed)
    left_out = (layers.BatchNormalization, layers.Dropout, layers.Activation)
    beat = x = like.input
    for layer in like.layers[1:]:
        if not isinstance(layer, left_out):
            x = layer(x)
    return keras.Model(beat, x, name="critic")


class _Step(ChainStep):
    def __call__(self, step):
        loss = 0.0
        for turn in range(self.training["critic_steps"]):
            loss = self.train_critic(step, turn)
        return tf.stack([loss, self.train_generator(step)])

    def discriminate(self, beats, step):
        # Without normalisation and dropout, the critic ignores purpose, step and normalise.
        return self.run(self.gan.networks["discriminator"], "judge", step, beats, None)

    def train_critic(self, step, turn):
        critic = self.gan.networks["discriminator"]
        real = self.draw(f"batch{turn}", step)
        fake = self.generate(f"fake{turn}", step, normalise_batch)
        share = draw_uniform(self.seed, f"between{turn}", step, (self.training["batch"], 1, 1))
        with tf.GradientTape() as tape:
            difference = tf.reduce_mean(
                self.discriminate(fake, step) - self.discriminate(real, step)
            )
            penalty = self.penalty(share * real + (1 - share) * fake, step)
            loss = difference + self.training["gradient_penalty"] * penalty
        descend(self.gan.optimizers["discriminator"], tape, loss, critic)
        return difference

    def penalty(self, between, step):
        with tf.GradientTape() as tape:
            tape.watch(between)
            outputs = self.discriminate(between, step)
        squares = tf.reduce_sum(tf.square(tape.gradient(outputs, between)), axis=(1, 2))
        # The square root has no gradient at zero, and the sum may be zero in an untrained critic.
        return tf.reduce_mean(tf.square(tf.sqrt(squares + 1e-12) - 1))

    def train_generator(self, step):
        with tf.GradientTape() as tape:
            fake = self.generate("latent", step, normalise_batch)
            loss = -tf.reduce_mean(self.discriminate(fake, step))
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["generator"])
        return loss


class Model(blog.Model):
    """A GAN of one class with Wasserstein loss, for beats of 300 samples."""

    LOSS, UNIT = "Wasserstein loss without the penalty", "pure number"

    def rebuild_discriminator(self, length, attributes):
        """Build the critic whose weights a checkpoint holds."""
        return build_discriminator(length, seed=0)

    def build(self, data, training, seed):
        """Build the original generator, the critic and an optimizer for each."""
        critic = build_discriminator(data["beat"].shape[1], seed)
        return blog.build_with_discriminator(critic, training, seed)

    def to_probability(self, outputs):
        """Rank the scores, which have no threshold."""
        return blocks.rank_scores(outputs)

    def make_step(self, gan, data, training, seed):
        """Make the step that trains the critic `critic_steps` times and the generator once."""
        beats = tf.constant(data["beat"][..., None], tf.float32)
        return _Step(gan, beats, training, seed, Forward(seed, training["precision"]))
