"""How the seed's chains of layers run in training: convolutions as products, draws by step."""

import dataclasses

from evenbeat import backend
from evenbeat.backend import keras, tf
from evenbeat.convolution import convolve_by_products, convolve_directly
from evenbeat.draws import draw_dropout

# Layers without a state and without a way of their own to learn.
PLAIN = (
    keras.layers.Activation,
    keras.layers.Dense,
    keras.layers.Flatten,
    keras.layers.LeakyReLU,
    keras.layers.ReLU,
)


def forward(network, x, convolve, normalise, drop):
    """Run a chain of layers, some of them in the trainer's way.

    Parameters
    ----------
    network : keras.Model
        Layers in one line.
    x : tensor of float32
    convolve, normalise, drop : callable
        (layer, input) -> output, for convolutions, batch normalisations and dropouts.

    Returns
    -------
    tensor of float32

    Raises
    ------
    ValueError
        If a layer is neither one of these nor one that is the same in training and inference.
    """
    ways = {
        keras.layers.Conv1D: convolve,
        keras.layers.Conv1DTranspose: convolve,
        keras.layers.BatchNormalization: normalise,
        keras.layers.Dropout: drop,
    }
    for layer in network.layers[1:]:
        if type(layer) in ways:
            x = ways[type(layer)](layer, x)
        elif type(layer) in PLAIN:
            x = layer(x)
        else:
            raise ValueError(f"no way to train layer {layer.name!r}, a {type(layer).__name__}")
    return x


def normalise_batch(layer, x):
    """Normalise by the batch's own mean and variance, and let the moving ones follow.

    One operation where Keras takes many passes over the activations. (The gradient of indexing
    in place of the reshapes costs more than the normalisation.)

    Parameters
    ----------
    layer : keras.layers.BatchNormalization
        Over the last axis, with scale and centre.
    x : tensor of float32, shape (batch, time, channels)

    Returns
    -------
    tensor of float32, shape (batch, time, channels)
    """
    number = x.shape[0] * x.shape[1]
    y, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
        x=tf.expand_dims(x, axis=1),
        scale=layer.gamma,
        offset=layer.beta,
        mean=[],
        variance=[],
        epsilon=layer.epsilon,
        is_training=True,
    )
    variance = variance * (number - 1) / number  # it comes as the unbiased estimate
    for moving, value in ((layer.moving_mean, mean), (layer.moving_variance, variance)):
        moving.assign(moving * layer.momentum + value * (1 - layer.momentum))
    return tf.squeeze(y, axis=1)


def normalise_moving(layer, x):
    """Normalise by the moving mean and variance, and leave them."""
    return layer(x, training=False)


@dataclasses.dataclass
class Forward:
    """Runs networks; every draw is a function of (seed, step).

    Attributes
    ----------
    seed : int
    precision : str
        Of the convolutions' products, "float32" or "bfloat16".
    """

    seed: int
    precision: str

    def __call__(self, network, purpose, step, x, normalise):
        """Run a network; `purpose` names the draws of its dropouts."""
        convolution = convolve_directly if backend.has_gpu() else convolve_by_products

        def convolve(layer, x):
            return convolution(layer, x, self.precision)

        def drop(layer, x):
            own = f"{purpose}/{layer.name}"
            return x * draw_dropout(self.seed, own, step, layer.rate, x.shape)

        return forward(network, x, convolve, normalise, drop)
