"""A step of a GAN's training as one would write it down first: plain Keras, one line for each
thing that the design says. The trainer has to do the same, faster."""

import keras
import numpy as np
import tensorflow as tf
from evenbeat.draws import draw_dropout, draw_latents, draw_rows


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

    # A batch of real beats and as many generated ones train the discriminator.
    real = beats[draw_rows(seed, step, batch, len(beats)).numpy(), :, None]
    fake = gan.generator(draw_latents(seed, "fake", step, latent), training=False)
    targets = np.repeat([training["real_label"], 0.0], batch).astype(np.float32)
    with tf.GradientTape() as tape:
        both = np.concatenate([real, fake])
        judged = discriminate(gan.discriminator, both, True, seed, "learn", step)
        discriminator_loss = cross_entropy(targets, judged)
    weights = gan.discriminator.trainable_variables
    gan.discriminator_optimizer.apply(tape.gradient(discriminator_loss, weights), weights)

    # Fresh latents train the generator through the frozen discriminator, which infers: its batch
    # normalisation uses and keeps the moving averages, its dropout works.
    with tf.GradientTape() as tape:
        fake = gan.generator(draw_latents(seed, "latent", step, latent), training=True)
        judged = discriminate(gan.discriminator, fake, False, seed, "judge", step)
        generator_loss = cross_entropy(np.ones(batch, np.float32), judged)
    weights = gan.generator.trainable_variables
    gan.generator_optimizer.apply(tape.gradient(generator_loss, weights), weights)
    return discriminator_loss.numpy(), generator_loss.numpy()
