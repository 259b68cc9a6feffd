"""The forward pass of a chain of layers in training, with reproducible dropout."""

import dataclasses

from evenbeat.nn import backend
from evenbeat.nn.backend import keras, tf
from evenbeat.nn.convolution import convolve_by_products, convolve_directly
from evenbeat.nn.stateless_random import draw_dropout

# Layers whose output is the same in training and inference.
PLAIN = (
    keras.layers.Activation,
    keras.layers.Dense,
    keras.layers.Flatten,
    keras.layers.LeakyReLU,
    keras.layers.ReLU,
)


def forward(network, x, convolve, normalise, drop):
    """Run a chain of layers with given functions for some kinds of layers.

    Parameters
    ----------
    network : keras.Model
        A sequence of layers.
    x : tensor of float32, shape (batch, ...)
    convolve, normalise, drop : callable
        (layer, input) -> output, for convolutions, batch normalisations and dropouts.

    Returns
    -------
    tensor of float32, shape (batch, ...)

    Raises
    ------
    ValueError
        If another layer is not one of `PLAIN`.
    """
    functions = {
        keras.layers.Conv1D: convolve,
        keras.layers.Conv1DTranspose: convolve,
        keras.layers.BatchNormalization: normalise,
        keras.layers.Dropout: drop,
    }
    for layer in network.layers[1:]:
        if type(layer) in functions:
            x = functions[type(layer)](layer, x)
        elif type(layer) in PLAIN:
            x = layer(x)
        else:
            raise ValueError(
                f"cannot train layer {layer.name!r} of class {type(layer).__name__}; expected "
                f"one of {', '.join(sorted(known.__name__ for known in (*functions, *PLAIN)))}"
            )
    return x


def compile_inference(network):
    """Compile the inference of a chain of layers, with convolutions as products in float32.

    For the original generator, it is three times as fast as Keras and differs only by rounding.

    Parameters
    ----------
    network : keras.Model
        A sequence of layers.

    Returns
    -------
    callable
        Tensor or ndarray of shape (batch, ...) -> tensor; raises ValueError as `forward` does.
    """

    def run(x):
        return forward(
            network,
            x,
            convolve=lambda layer, inputs: convolve_by_products(layer, inputs, "float32"),
            normalise=normalise_moving,
            drop=lambda layer, inputs: inputs,
        )

    @tf.function(autograph=False)
    def infer(x):
        if len(network.inputs) > 1:
            raise ValueError(f"the network has {len(network.inputs)} inputs; expected one")
        # Two halves, which run in parallel if TensorFlow has two threads.
        half = x.shape[0] // 2
        return tf.concat([run(x[:half]), run(x[half:])], axis=0) if half else run(x)

    return infer


def normalise_batch(layer, x):
    """Normalise by the mean and variance of the batch, and update the moving mean and variance.

    One fused operation replaces the many passes of Keras over the activations.

    Parameters
    ----------
    layer : keras.layers.BatchNormalization
        Over the last axis, with scale and centre. Its moving mean and variance are changed.
    x : tensor of float32, shape (batch, time, channels)

    Returns
    -------
    tensor of float32, shape (batch, time, channels)
    """
    number = x.shape[0] * x.shape[1]
    # expand_dims and squeeze, because the gradient of indexing is slower than the normalisation.
    y, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
        x=tf.expand_dims(x, axis=1),
        scale=layer.gamma,
        offset=layer.beta,
        mean=[],
        variance=[],
        epsilon=layer.epsilon,
        is_training=True,
    )
    variance = variance * (number - 1) / number  # the operation returns the unbiased estimate
    for moving, value in ((layer.moving_mean, mean), (layer.moving_variance, variance)):
        moving.assign(moving * layer.momentum + value * (1 - layer.momentum))
    return tf.squeeze(y, axis=1)


def normalise_moving(layer, x):
    """Normalise by the moving mean and variance without changing them.

    Parameters
    ----------
    layer : keras.layers.BatchNormalization
    x : tensor of float32, shape (batch, time, channels)

    Returns
    -------
    tensor of float32, shape (batch, time, channels)
    """
    return layer(x, training=False)


@dataclasses.dataclass
class Forward:
    """Run networks so that every random draw is a function of (seed, step).

    Attributes
    ----------
    seed : int
    precision : {"float32", "bfloat16"}
        Precision of the convolutions.
    """

    seed: int
    precision: str

    def __call__(self, network, purpose, step, x, normalise):
        """Run a network.

        Parameters
        ----------
        network : keras.Model
            A sequence of layers.
        purpose : str
            Name of the random draws of its dropouts.
        step : int or tensor of int32
        x : tensor of float32, shape (batch, ...)
        normalise : callable
            (layer, input) -> output, `normalise_batch` or `normalise_moving`.

        Returns
        -------
        tensor of float32, shape (batch, ...)
        """
        convolution = convolve_directly if backend.has_gpu() else convolve_by_products

        def convolve(layer, x):
            return convolution(layer, x, self.precision)

        def drop(layer, x):
            own = f"{purpose}/{layer.name}"
            return x * draw_dropout(self.seed, own, step, layer.rate, x.shape)

        return forward(network, x, convolve, normalise, drop)
