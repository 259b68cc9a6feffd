"""Training of a classifier."""

import numpy as np

from evenbeat.beats.table import FEATURES
from evenbeat.nn.backend import keras, tf
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.progress import Stopwatch
from evenbeat.runtime.seeds import derive_seed


def train_classifier(model, training_set, training, seed, report=print):
    """Train a classifier for a fixed number of steps.

    Parameters
    ----------
    model : keras.Model
        Trained in place.
    training_set : evenbeat.balancing.training_set.TrainingSet
    training : dict
        The configuration's `classifier.training`: steps, batch, learning_rate, gain_jitter.
    seed : int
        The random draws of step s depend on (seed, s) only.
    report : callable
        Takes a line of progress.

    Returns
    -------
    ndarray of float32, shape (steps, 2)
        Weighted cross-entropy (nat) and accuracy on the batch of each step.

    Raises
    ------
    InputError
        If the loss is not a finite number.
    """
    run = _compile_steps(model, training_set, training, seed)
    curves, watch = [], Stopwatch()
    for first in range(0, training["steps"], 50):
        curves.append(run(first, min(50, training["steps"] - first)))
        loss, accuracy = curves[-1].mean(axis=0)
        done = first + len(curves[-1])
        if not np.isfinite(loss):
            raise InputError(
                f"the classifier's loss is not finite before step {done}: "
                "lower classifier.training.learning_rate"
            )
        report(
            f"step {done} of {training['steps']}: loss {loss:.4f}, accuracy {accuracy:.4f}"
            f"{watch.left(done, of=training['steps'])}"
        )
    return np.concatenate(curves)


def _one_cycle(training):
    """Build a schedule: linear warm-up for a quarter of the steps, then cosine decay to zero."""
    warmup = training["steps"] // 4
    return keras.optimizers.schedules.CosineDecay(
        0.0,
        decay_steps=training["steps"] - warmup,
        warmup_target=training["learning_rate"],
        warmup_steps=warmup,
    )


def _compile_steps(model, training_set, training, seed):
    features = [tf.constant(training_set.beats[name], dtype=tf.float32) for name in FEATURES]
    targets = tf.constant(training_set.target, dtype=tf.int32)
    beat_weights = tf.constant(training_set.weight, dtype=tf.float32)
    cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(_one_cycle(training))
    weights = model.trainable_variables
    optimizer.build(weights)
    batch = training["batch"]
    row_seed, gain_seed = derive_seed(seed, "batch"), derive_seed(seed, "gain")

    def step_on_batch(step):
        rows = tf.random.stateless_uniform(
            (batch,), (row_seed, step), maxval=len(training_set.target), dtype=tf.int32
        )
        gain = tf.random.stateless_normal(
            (batch, 1), (gain_seed, step), mean=1.0, stddev=training["gain_jitter"]
        )
        target = tf.gather(targets, rows)
        waveform, template, rhythm = (tf.gather(column, rows) for column in features)
        with tf.GradientTape() as tape:
            logits = model([gain * waveform, gain * template, rhythm])
            loss = cross_entropy(target, logits, sample_weight=tf.gather(beat_weights, rows))
        optimizer.apply(tape.gradient(loss, weights), weights)
        hits = tf.argmax(logits, axis=1, output_type=tf.int32) == target
        return tf.stack([loss, tf.reduce_mean(tf.cast(hits, tf.float32))])

    @tf.function(reduce_retracing=True)
    def run(first, number):
        curve = tf.TensorArray(tf.float32, size=number)
        for index in tf.range(number):
            curve = curve.write(index, step_on_batch(first + index))
        return curve.stack()

    return lambda first, number: run(tf.constant(first), tf.constant(number)).numpy()
