"""The original GAN: convolutions with batch normalisation, trained with cross-entropy."""

from evenbeat.gan.core import Gan, make_optimizers
from evenbeat.gan.keras_model import KerasModel
from evenbeat.gan.models.chain_step import ChainStep
from evenbeat.gan.scaling import measure_scale, normalise
from evenbeat.gan.training_loop import descend
from evenbeat.nn.backend import keras, layers, tf
from evenbeat.nn.layer_chain import Forward, compile_inference, normalise_batch, normalise_moving
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed

LATENT_SHAPE = (112, 1)
BEAT_SHAPE = (300, 1)


class _Draws:
    """Seeds of initial weights, and of dropout if Keras itself runs the network."""

    def __init__(self, seed):
        self.seed = seed
        self.count = 0

    def _next(self):
        self.count += 1
        return derive_seed(self.seed, "layer", self.count)

    def kernel(self):
        return keras.initializers.GlorotUniform(seed=self._next())

    def dropout(self, rate, name):
        return layers.Dropout(rate, seed=self._next(), name=name)


def build_generator(seed):
    """Build the generator.

    Parameters
    ----------
    seed : int
        Seed of the initial weights.

    Returns
    -------
    keras.Model
        From standard normal latents (batch, 112, 1) to beats (batch, 300, 1) in [-1, 1].
    """
    draws = _Draws(derive_seed(seed, "generator"))
    latent = x = keras.Input(LATENT_SHAPE, name="latent")
    # Keras numbers unnamed layers in each process and saves the number in the file.
    for index, (filters, kernel) in enumerate(((8, 32), (32, 32), (64, 64)), start=1):
        x = layers.Conv1DTranspose(
            filters, kernel, kernel_initializer=draws.kernel(), name=f"convolution_{index}"
        )(x)
        x = layers.ReLU(name=f"relu_{index}")(x)
        x = layers.BatchNormalization(name=f"normalisation_{index}")(x)
    x = layers.Conv1DTranspose(1, 64, kernel_initializer=draws.kernel(), name="convolution_4")(x)
    return keras.Model(latent, layers.Activation("tanh", name="beat")(x), name="generator")


def build_discriminator(length, seed):
    """Build the discriminator.

    Parameters
    ----------
    length : int
        Number of samples of a beat.
    seed : int
        Seed of the initial weights.

    Returns
    -------
    keras.Model
        From beats (batch, 300, 1) to the probability (batch, 1) that each is real.

    Raises
    ------
    InputError
        If the length is not 300.
    """
    check_length(length)
    draws = _Draws(derive_seed(seed, "discriminator"))
    beat = x = keras.Input(BEAT_SHAPE, name="beat")
    for index, filters in enumerate((32, 8, 4), start=1):
        x = layers.Conv1D(
            filters,
            32,
            padding="same",
            kernel_initializer=draws.kernel(),
            name=f"convolution_{index}",
        )(x)
        x = layers.BatchNormalization(name=f"normalisation_{index}")(x)
        x = layers.LeakyReLU(negative_slope=0.2, name=f"relu_{index}")(x)
        x = draws.dropout(0.2, name=f"dropout_{index}")(x)
    x = layers.Flatten(name="flat")(x)
    x = layers.Dense(128, kernel_initializer=draws.kernel(), name="dense_1")(x)
    x = layers.LeakyReLU(negative_slope=0.2, name="relu_4")(x)
    x = layers.Dense(1, kernel_initializer=draws.kernel(), name="dense_2")(x)
    return keras.Model(beat, layers.Activation("sigmoid", name="real")(x), name="discriminator")


def check_length(length):
    """Check that beats have the length that the networks need.

    Parameters
    ----------
    length : int
        Number of samples of a beat.

    Raises
    ------
    InputError
        If it is not 300.
    """
    if length != BEAT_SHAPE[0]:
        raise InputError(
            f"the beats have {length} samples, but the networks need {BEAT_SHAPE[0]}: change "
            "beats.before and beats.after"
        )


def build_with_discriminator(discriminator, training, seed):
    """Assemble an untrained GAN from the original generator and a discriminator.

    Parameters
    ----------
    discriminator : keras.Model
    training : dict
    seed : int
        Seed of the generator's initial weights.

    Returns
    -------
    evenbeat.gan.core.Gan
    """
    networks = {"generator": build_generator(seed), "discriminator": discriminator}
    return Gan(networks, make_optimizers(networks, training))


class _Step(ChainStep):
    cross_entropy = keras.losses.BinaryCrossentropy()

    def __call__(self, step):
        return tf.stack([self.train_discriminator(step), self.train_generator(step)])

    def train_discriminator(self, step):
        discriminator, batch = self.gan.networks["discriminator"], self.training["batch"]
        real, fake = self.draw("batch", step), self.generate("fake", step, normalise_moving)
        both = tf.concat([real, fake], axis=0)
        real_label = float(self.training["real_label"])
        targets = tf.concat([tf.fill((batch, 1), real_label), tf.zeros((batch, 1))], axis=0)
        with tf.GradientTape() as tape:
            outputs = self.run(discriminator, "learn", step, both, normalise_batch)
            loss = self.cross_entropy(targets, outputs)
        descend(self.gan.optimizers["discriminator"], tape, loss, discriminator)
        return loss

    def train_generator(self, step):
        with tf.GradientTape() as tape:
            fake = self.generate("latent", step, normalise_batch)
            # The discriminator is frozen: its normalisation is in inference mode.
            discriminator = self.gan.networks["discriminator"]
            outputs = self.run(discriminator, "judge", step, fake, normalise_moving)
            loss = self.cross_entropy(tf.ones_like(outputs), outputs)
        descend(self.gan.optimizers["generator"], tape, loss, self.gan.networks["generator"])
        return loss


class Model(KerasModel):
    """The original GAN, of one class, for beats of 300 samples."""

    LOSS, UNIT = "binary cross-entropy", "nat"
    LOSSES = ("discriminator", "generator")

    def prepare(self, beats, training):
        """Scale the beats to the range of the generator's tanh, and clip them there."""
        scaling = {"scale": measure_scale(beats["waveform"]), "limit": 1.0}
        return {"beat": normalise(beats["waveform"], **scaling)}, scaling

    def rebuild_discriminator(self, length, attributes):
        """Build the discriminator whose weights a checkpoint holds."""
        return build_discriminator(length, seed=0)

    def build(self, data, training, seed):
        """Build the original networks and an optimizer for each."""
        discriminator = build_discriminator(data["beat"].shape[1], seed)
        return build_with_discriminator(discriminator, training, seed)

    def count_steps(self, data, training):
        """Count the steps of an epoch: `steps_per_epoch`, or floor(beats / batch) without it."""
        beats, batch = len(data["beat"]), training["batch"]
        if beats < batch:
            raise InputError(
                f"{beats} training beats are fewer than the batch, {batch}: lower batch in "
                "gan.models, or raise min_beats, so that no GAN is trained for this class"
            )
        return training.get("steps_per_epoch", beats // batch)

    def make_predictor(self, generator):
        """Make the function that generates beats with matrix products."""
        infer = compile_inference(generator)

        def predict(latent):
            try:
                return infer(latent)
            except ValueError as error:
                raise InputError(
                    f"the generator is not the generator of the model blog ({error}): another "
                    "program wrote the checkpoint. Delete it and run again."
                ) from error

        return predict

    def make_step(self, gan, data, training, seed):
        """Make the step that trains both networks once."""
        beats = tf.constant(data["beat"][..., None], tf.float32)
        return _Step(gan, beats, training, seed, Forward(seed, training["precision"]))
