import keras
import numpy as np
import pytest
import tensorflow as tf
from evenbeat.nn.layer_chain import Forward, normalise_batch


def test_batch_normalisation_is_keras():
    """Few samples, so that the variance's factor n / (n - 1) would show."""
    x = np.random.default_rng(0).normal(2, 3, (2, 3, 4)).astype(np.float32)
    ours, keras_ = (keras.layers.BatchNormalization() for _ in range(2))
    ours.build(x.shape)
    y = np.asarray(normalise_batch(ours, tf.constant(x)))
    assert y == pytest.approx(np.asarray(keras_(x, training=True)), abs=1e-5)
    for a, b in zip(ours.weights, keras_.weights, strict=True):
        assert np.asarray(a) == pytest.approx(np.asarray(b), rel=1e-5, abs=1e-6)


def test_a_layer_that_it_cannot_train_is_refused():
    beat = keras.Input((300, 1))
    network = keras.Model(beat, keras.layers.GaussianNoise(0.1, name="noise")(beat))
    with pytest.raises(
        ValueError, match="cannot train layer 'noise' of class GaussianNoise; expected"
    ):
        Forward(0, "float32")(network, "learn", 0, tf.zeros((2, 300, 1)), normalise_batch)
