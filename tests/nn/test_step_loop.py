import tempfile

import keras
import numpy as np
import tensorflow as tf
from evenbeat.nn.step_loop import compile_steps


def test_values_are_those_of_each_step():
    run = compile_steps(lambda step: tf.cast(tf.stack([step, 2 * step]), tf.float32))
    assert run(5, 3).tolist() == [[5, 10], [6, 12], [7, 14]]
    assert run(0, 1).tolist() == [[0, 0]]


def test_compiling_leaves_no_file(tmp_path, monkeypatch):
    """TensorFlow's AutoGraph writes Python files into the folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    x = keras.Input((4,), name="rhythm")
    network = keras.Model(x, keras.layers.Dense(2)(x))
    run = compile_steps(lambda step: tf.reduce_mean(network(tf.ones((3, 4))), axis=0))
    assert run(0, 2).shape == (2, 2)
    network.predict(np.zeros((3, 4)), verbose=0)
    assert list(tmp_path.iterdir()) == []
    tf.function(lambda: network(tf.ones((3, 4))))()
    assert list(tmp_path.iterdir()) != [], "so that this test shows nothing"
