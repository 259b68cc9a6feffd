"""The beat classifier that is trained and tested in every arm: a small strided CNN."""

import itertools

import numpy as np

from evenbeat.backend import keras, layers, tf
from evenbeat.beat_table import FEATURES
from evenbeat.errors import InputError
from evenbeat.progress import Stopwatch
from evenbeat.saved_networks import load_network
from evenbeat.seals import sealed_file
from evenbeat.seeds import derive_seed


def build_classifier(length, rhythm_features, classes, seed):
    """Build the network.

    The convolutions take the waveform and its difference from the template, the median beat of the
    record. The rhythm joins after them.

    Parameters
    ----------
    length : int
        Samples of a beat.
    rhythm_features : int
        Number of rhythm features.
    classes : int
        Number of classes.
    seed : int
        Seed of the initial weights.

    Returns
    -------
    keras.Model
        Maps waveforms (batch, length), templates (batch, length) and rhythms
        (batch, rhythm_features) to logits (batch, classes).
    """
    numbers = itertools.count(1)

    def named(layer, *arguments, **options):
        # Keras numbers unnamed layers throughout a process, and the file would hold that number.
        number = next(numbers)
        kernel = keras.initializers.HeNormal(seed=derive_seed(seed, "kernel", number))
        return layer(*arguments, kernel_initializer=kernel, name=f"layer_{number}", **options)

    waveform = keras.Input((length,), name="waveform")
    template = keras.Input((length,), name="template")
    rhythm = keras.Input((rhythm_features,), name="rhythm")
    difference = layers.Subtract(name="difference")([waveform, template])
    x = layers.Concatenate(name="waveform_and_difference")([waveform, difference])
    x = layers.Reshape((2, length), name="rows")(x)
    x = layers.Permute((2, 1), name="channels")(x)
    # Half the sampling rate still holds the pass band of the filters, at half the cost.
    x = layers.AveragePooling1D(2, name="half_rate")(x)
    for filters in (16, 32, 64, 64):
        x = named(layers.Conv1D, filters, 7, strides=2, padding="same", activation="relu")(x)
    x = named(layers.Dense, 32, activation="relu")(layers.Flatten(name="flat")(x))
    y = named(layers.Dense, 16, activation="relu")(rhythm)
    y = named(layers.Dense, 16, activation="relu")(y)
    both = layers.Concatenate(name="both")([x, y])
    inputs = [waveform, template, rhythm]
    return keras.Model(inputs, named(layers.Dense, classes)(both), name="classifier")


def train_classifier(model, training_set, training, seed, report=print):
    """Train a classifier for a fixed number of steps.

    Parameters
    ----------
    model : keras.Model
        Trained in place.
    training_set : evenbeat.balance.TrainingSet
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
    """Schedule a linear rise in a quarter of the steps, then a cosine decay to zero."""
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


def predict(model, beats, batch=4096):
    """Predict the class probabilities of beats.

    Parameters
    ----------
    model : keras.Model
        A classifier, as `build_classifier` returns it.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    batch : int
        Number of beats at a time.

    Returns
    -------
    ndarray of float32, shape (n, classes)
    """
    infer = tf.function(lambda *features: tf.nn.softmax(model(features)))
    columns = [beats[name] for name in FEATURES]
    rows = range(0, len(columns[0]), batch)
    return np.concatenate([infer(*(x[i : i + batch] for x in columns)).numpy() for i in rows])


def make_embedding(model):
    """Build a function that computes the features from which a classifier predicts.

    Parameters
    ----------
    model : keras.Model
        A classifier, as `build_classifier` returns it.

    Returns
    -------
    callable
        Maps a dict of columns waveform, template and rhythm to features, float32, shape (n, d).
    """
    inner = keras.Model(model.inputs, model.get_layer("both").output)

    def embed(beats):
        columns = [beats[column.name] for column in inner.inputs]
        return inner.predict(columns, batch_size=1024, verbose=0)

    return embed


def save_classifier(path, model):
    """Write a classifier to an HDF5 file of Keras.

    Parameters
    ----------
    path : str or Path
    model : keras.Model

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    # This format holds no date, unlike `.keras`: the same seed gives the same bytes.
    size = sum(np.asarray(weight).nbytes for weight in model.weights)
    with sealed_file(path, size) as part:
        model.save(part)


def load_classifier(path):
    """Read a classifier.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    keras.Model

    Raises
    ------
    InputError
        If the file is damaged, or does not hold a network of this workflow.
    """
    return load_network(path, "a classifier")
