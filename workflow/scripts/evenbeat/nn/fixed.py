"""Linear layers that training does not change."""

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
