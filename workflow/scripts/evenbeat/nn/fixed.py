"""Linear layers that training does not change."""

import numpy as np

from evenbeat.nn.backend import layers


def apply_fixed(x, name, kernel, bias=None):
    """Apply a linear layer that training does not change.

    Parameters
    ----------
    x : tensor of float32, shape (batch, m)
    name : str
        Name of the layer.
    kernel : ndarray of float, shape (m, k)
    bias : ndarray of float, shape (k,), optional

    Returns
    -------
    tensor of float32, shape (batch, k)
    """
    layer = layers.Dense(kernel.shape[1], use_bias=bias is not None, trainable=False, name=name)
    y = layer(x)
    layer.set_weights([kernel] if bias is None else [kernel, bias])
    return y


def make_constant(x, name, value):
    """Add a layer whose output is the same for every row; Keras needs a layer for a constant.

    Parameters
    ----------
    x : tensor of float32, shape (batch, m)
        Any tensor with the wanted number of rows.
    name : str
        Name of the layer.
    value : ndarray of float32, shape (k,)

    Returns
    -------
    tensor of float32, shape (batch, k)
        `value` in each row: the kernel is zero, and the bias is `value`.
    """
    return apply_fixed(x, name, np.zeros((x.shape[1], len(value)), dtype=np.float32), value)
