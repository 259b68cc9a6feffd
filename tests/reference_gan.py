"""A step of the blog GAN's training as one would write it down first: plain Keras, one line for
each thing that the design says. The trainer has to do the same, faster."""

import keras
import numpy as np
import tensorflow as tf
from evenbeat.nn.stateless_random import draw_dropout, draw_latents, draw_numbers


def discriminate(network, x, normalise_by_batch, seed, purpose, step):
    for layer in network.layers[1:]:
        if isinstance(layer, keras.layers.Dropout):
            own = f"{purpose}/{layer.name}"
            x = x * draw_dropout(seed, own, step, layer.rate, x.shape)
        elif isinstance(layer, keras.layers.BatchNormalization):
            x = layer(x, training=normalise_by_batch)
        else:
            x = layer(x)
    return x


def cross_entropy(targets, probabilities):
    p = tf.clip_by_value(probabilities[:, 0], 1e-7, 1 - 1e-7)
    return -tf.reduce_mean(targets * tf.math.log(p) + (1 - targets) * tf.math.log(1 - p))


def train_step(gan, beats, training, seed, step):
    """Train once; return the losses of the discriminator and of the generator."""
    batch, latent = training["batch"], (training["batch"], 112, 1)
    generator, discriminator = gan.networks["generator"], gan.networks["discriminator"]

    # A batch of real beats and as many generated ones train the discriminator.
    real = beats[draw_numbers(seed, "batch", step, batch, len(beats)).numpy(), :, None]
    fake = generator(draw_latents(seed, "fake", step, latent), training=False)
    targets = np.repeat([training["real_label"], 0.0], batch).astype(np.float32)
    with tf.GradientTape() as tape:
        both = np.concatenate([real, fake])
        judged = discriminate(discriminator, both, True, seed, "learn", step)
        discriminator_loss = cross_entropy(targets, judged)
    weights = discriminator.trainable_variables
    gan.optimizers["discriminator"].apply(tape.gradient(discriminator_loss, weights), weights)

    # Fresh latents train the generator through the frozen discriminator, which infers: its batch
    # normalisation uses and keeps the moving averages, its dropout works.
    with tf.GradientTape() as tape:
        fake = generator(draw_latents(seed, "latent", step, latent), training=True)
        judged = discriminate(discriminator, fake, False, seed, "judge", step)
        generator_loss = cross_entropy(np.ones(batch, np.float32), judged)
    weights = generator.trainable_variables
    gan.optimizers["generator"].apply(tape.gradient(generator_loss, weights), weights)
    return discriminator_loss.numpy(), generator_loss.numpy()
