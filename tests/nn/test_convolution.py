import keras
import numpy as np
import pytest
import tensorflow as tf
from evenbeat.nn import convolution
from keras import layers

# One for each way, at lengths that fill a block and that do not.
LAYERS = {
    "frequencies": (layers.Conv1DTranspose(20, 9), 24, 17),
    "windows": (layers.Conv1DTranspose(8, 32), 1, 37),
    "blocks": (layers.Conv1DTranspose(1, 64), 32, 45),
    "frequencies, same": (layers.Conv1D(16, 8, padding="same"), 16, 40),
    "windows, same": (layers.Conv1D(32, 32, padding="same"), 1, 60),
    "blocks, same": (layers.Conv1D(4, 7, padding="same"), 8, 61),
    "blocks, even kernel": (layers.Conv1D(4, 6, padding="same"), 8, 61),
    "windows, valid": (layers.Conv1D(8, 5), 3, 33),
    "blocks, valid": (layers.Conv1D(2, 40), 3, 50),
    "frequencies, valid": (layers.Conv1D(16, 5), 16, 33),
}


@pytest.fixture(params=LAYERS)
def layer_and_input(request):
    """Give a layer with weights of its own, and an input of it."""
    layer, channels, time = LAYERS[request.param]
    generator = np.random.default_rng(0)
    x = generator.normal(size=(3, time, channels)).astype(np.float32)
    layer(x)
    layer.kernel.assign(0.1 * generator.normal(size=layer.kernel.shape))
    # Without a bias, what the gradient of the bias sums up may happen to cancel out.
    layer.bias.assign(np.ones(layer.bias.shape))
    return layer, x


def outputs_and_gradients(function, layer, x):
    x = tf.Variable(x)
    with tf.GradientTape() as tape:
        y = function(layer, x)
        loss = tf.reduce_sum(y**2)
    return [y, *tape.gradient(loss, [x, layer.kernel.value, layer.bias.value])]


@pytest.mark.parametrize("way", [convolution.convolve_by_products, convolution.convolve_directly])
def test_output_and_gradients_are_keras(layer_and_input, way):
    layer, x = layer_and_input
    expected = outputs_and_gradients(lambda layer, x: layer(x), layer, x)
    found = outputs_and_gradients(lambda layer, x: way(layer, x, "float32"), layer, x)
    for a, b in zip(expected, found, strict=True):
        assert a.shape == b.shape
        assert np.abs(a - b).max() < 2e-5 * np.abs(a).max()


@pytest.mark.parametrize("way", [convolution.convolve_by_products, convolution.convolve_directly])
def test_bfloat16_is_off_by_its_rounding(layer_and_input, way):
    layer, x = layer_and_input
    expected, found = np.asarray(layer(x)), np.asarray(way(layer, x, "bfloat16"))
    assert found.dtype == np.float32
    wrong = np.sqrt(np.mean((found - expected) ** 2) / np.mean(expected**2))
    # A processor without units for bfloat16 also adds up in it: up to 0.013 on AVX2.
    assert 1e-4 < wrong < 3e-2


@pytest.mark.parametrize(
    "layer",
    [
        layers.Conv1D(2, 3, strides=2),
        layers.Conv1D(2, 3, padding="causal"),
        layers.Conv1D(2, 3, dilation_rate=2),
        layers.Conv1D(2, 3, groups=2),
        layers.Conv1D(2, 3, activation="relu"),
        layers.Conv1D(2, 3, use_bias=False),
        layers.Conv1DTranspose(2, 3, padding="same"),
        layers.Conv1DTranspose(2, 3, strides=2),
    ],
)
def test_another_kind_of_layer_is_refused(layer):
    x = keras.ops.ones((1, 12, 2))
    layer(x)
    for way in (convolution.convolve_by_products, convolution.convolve_directly):
        with pytest.raises(ValueError, match="is not a convolution of stride 1"):
            way(layer, x, "float32")
