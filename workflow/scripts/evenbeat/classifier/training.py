"""Training of a classifier."""

import numpy as np

from evenbeat.balancing.weighting import weight_beats
from evenbeat.classifier.network import split_classifier
from evenbeat.nn.backend import keras, tf
from evenbeat.nn.stateless_random import draw_weighted
from evenbeat.nn.step_loop import compile_steps
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.progress import Stopwatch
from evenbeat.runtime.seeds import derive_seed

LABEL_SMOOTHING = 0.1
# Standard deviation of the noise added to the standardised features.
NOISE_SD = 0.1


def train_classifier(model, training_set, training, seed, report=print):
    """Train the deep parts of a classifier for a fixed number of steps.

    Beats are drawn with probabilities proportional to their weights; beats of rare classes have
    larger weights.

    Parameters
    ----------
    model : keras.Model
        Trained in place.
    training_set : evenbeat.balancing.training_set.TrainingSet
        Its beats have the columns waveform, template and features.
    training : dict
        The kind's `network` in the configuration: steps, batch, learning_rate, weight_decay,
        weight_power, gain_jitter.
    seed : int
        The random draws of step s depend on (seed, s) only.
    report : callable
        Takes a line of progress.

    Returns
    -------
    ndarray of float32, shape (steps, 2)
        For the batch of each step: cross-entropy (nat), averaged over the networks, and accuracy of
        their mean logits.

    Raises
    ------
    InputError
        If the loss is not a finite number.
    """
    run = _compile_training(model, training_set, training, seed)
    curves, watch = [], Stopwatch()
    for first in range(0, training["steps"], 50):
        curves.append(run(first, min(50, training["steps"] - first)))
        loss, accuracy = curves[-1].mean(axis=0)
        done = first + len(curves[-1])
        if not np.isfinite(loss):
            raise InputError(
                f"the classifier's loss is not finite at or before step {done}: lower "
                "network.learning_rate of its kind in classifier.kinds"
            )
        report(
            f"step {done} of {training['steps']}: loss {loss:.4f}, accuracy {accuracy:.4f}"
            f"{watch.left(done, of=training['steps'])}"
        )
    return np.concatenate(curves)


def _compile_training(model, training_set, training, seed):
    standardise, deep = split_classifier(model)
    beats = training_set.beats
    standardised = standardise.predict(beats["features"], batch_size=4096, verbose=0)
    columns = [
        tf.constant(x, dtype=tf.float32)
        for x in (beats["waveform"], beats["template"], standardised)
    ]
    targets = tf.one_hot(training_set.target, model.output.shape[1])
    weight = weight_beats(training_set, training["weight_power"])
    cumulative = tf.constant(np.cumsum(weight) / weight.sum(), dtype=tf.float64)
    schedule = keras.optimizers.schedules.CosineDecay(training["learning_rate"], training["steps"])
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=training["weight_decay"])
    weights = deep.trainable_variables
    optimizer.build(weights)
    cross_entropy = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=LABEL_SMOOTHING
    )
    batch, networks = training["batch"], deep.output.shape[1]
    gain_seed, noise_seed = derive_seed(seed, "gain"), derive_seed(seed, "noise")

    def step_on_batch(step):
        rows = draw_weighted(seed, "batch", step, batch, cumulative)
        waveform, template, features = (tf.gather(column, rows) for column in columns)
        gain = tf.random.stateless_normal(
            (batch, 1), (gain_seed, step), mean=1.0, stddev=training["gain_jitter"]
        )
        features += tf.random.stateless_normal(
            (batch, features.shape[1]), (noise_seed, step), stddev=NOISE_SD
        )
        target = tf.gather(targets, rows)
        with tf.GradientTape() as tape:
            logits = deep([gain * waveform, gain * template, features])
            # Each network has its own loss, so that none relies on the others.
            loss = cross_entropy(tf.repeat(target[:, None], networks, axis=1), logits)
            total = networks * loss
        optimizer.apply(tape.gradient(total, weights), weights)
        said = tf.argmax(tf.reduce_mean(logits, axis=1), axis=1)
        hits = tf.cast(said == tf.argmax(target, axis=1), tf.float32)
        return tf.stack([loss, tf.reduce_mean(hits)])

    return compile_steps(step_on_batch)
