"""Convolution over time as a few large matrix products.

Direct convolution on a CPU is slow if one side has few channels, or if a long kernel joins many
channels.
"""

import math

import numpy as np

from evenbeat.nn.backend import keras, layers, ops

# Samples of a block. Larger blocks waste arithmetic on the zeros of the Toeplitz matrix; with
# smaller blocks the products are too narrow to be fast. Values from 8 to 25 differ little.
BLOCK = 15
# With at least this many channels on both sides, the frequency domain is faster in spite of the
# transforms.
MANY_CHANNELS = 16


def convolve_by_products(layer, x, dtype):
    """Compute the output of a convolution layer by matrix products.

    The result is exact up to rounding, and differentiable.

    Parameters
    ----------
    layer : keras.layers.Conv1D or keras.layers.Conv1DTranspose
        Stride 1, without an activation; padding "same" or "valid", transposed "valid".
    x : tensor of float32, shape (batch, time, channels)
        Its shape must be known when the step is traced.
    dtype : {"float32", "bfloat16"}
        Precision of the products.

    Returns
    -------
    tensor of float32, shape (batch, new time, filters)

    Raises
    ------
    ValueError
        If the layer has another stride, a dilation, groups, an activation, no bias or another
        padding.
    """
    _check(layer)
    size, time = layer.kernel_size[0], x.shape[1]
    if isinstance(layer, layers.Conv1DTranspose):
        kernel, first, length = ops.transpose(layer.kernel, (0, 2, 1)), 0, time + size - 1
    elif layer.padding == "same":
        # Keras computes a cross-correlation, which does not flip the kernel.
        kernel, first, length = ops.flip(layer.kernel, 0), size // 2, time
    else:
        kernel, first, length = ops.flip(layer.kernel, 0), size - 1, time - size + 1
    inputs, outputs = kernel.shape[1:]
    if min(inputs, outputs) >= MANY_CHANNELS:
        convolve = convolve_frequencies
    else:
        convolve = convolve_windows if inputs < outputs else convolve_blocks
    return convolve(x, kernel, first, length, dtype) + layer.bias


def convolve_directly(layer, x, dtype):
    """Compute the output of a convolution layer with the backend's own convolution.

    Parameters
    ----------
    layer : keras.layers.Conv1D or keras.layers.Conv1DTranspose
        As for `convolve_by_products`.
    x : tensor of float32, shape (batch, time, channels)
    dtype : {"float32", "bfloat16"}
        Precision of the convolution.

    Returns
    -------
    tensor of float32, shape (batch, new time, filters)

    Raises
    ------
    ValueError
        If the layer has another stride, a dilation, groups, an activation, no bias or another
        padding.
    """
    _check(layer)
    transposed = isinstance(layer, layers.Conv1DTranspose)
    convolve = ops.conv_transpose if transposed else ops.conv
    y = convolve(
        ops.cast(x, dtype), ops.cast(layer.kernel, dtype), strides=1, padding=layer.padding
    )
    return ops.cast(y, "float32") + layer.bias


def _check(layer):
    transposed = isinstance(layer, layers.Conv1DTranspose)
    paddings = ("valid",) if transposed else ("same", "valid")
    if (
        layer.strides != (1,)
        or layer.dilation_rate != (1,)
        or layer.activation is not keras.activations.linear
        or layer.padding not in paddings
        or not layer.use_bias
        or (not transposed and layer.groups != 1)
    ):
        raise ValueError(
            f"layer {layer.name!r} is not a convolution of stride 1 without dilation, groups and "
            f"activation, with a bias and padding {' or '.join(paddings)}"
        )


def _constant(array, dtype):
    return ops.cast(ops.convert_to_tensor(array.astype(np.float32)), dtype)


def _waves(points, length):
    """Compute real and imaginary part of the Fourier matrix, shape (frequencies, length)."""
    frequencies = np.arange((points + 1) // 2)
    angles = 2 * np.pi * np.outer(frequencies, np.arange(length)) / points
    return np.cos(angles), -np.sin(angles)


def convolve_frequencies(x, kernel, first, length, dtype):
    """Convolve in the frequency domain, for many channels on both sides.

    The transforms are matrix products too, which at these lengths are faster than an FFT.

    Parameters
    ----------
    x : tensor of float32, shape (batch, time, inputs)
    kernel : tensor of float32, shape (size, inputs, outputs)
    first, length : int
        Which samples of the full convolution to compute: `length` samples, starting at `first`.
    dtype : {"float32", "bfloat16"}
        Precision of the products.

    Returns
    -------
    tensor of float32, shape (batch, length, outputs)
        y[t] = sum over k of x[t - k] kernel[k].
    """
    batch, time, inputs = x.shape
    size, _, outputs = kernel.shape
    # An odd number, so that each frequency except the first has both parts.
    points = (time + size - 1) | 1
    count = (points + 1) // 2

    forward = np.stack(_waves(points, time), axis=1).reshape(2 * count, time)
    spectrum = ops.matmul(_constant(forward, dtype), ops.cast(x, dtype))
    spectrum = ops.transpose(ops.reshape(spectrum, (batch, count, 2 * inputs)), (1, 0, 2))
    products = ops.matmul(spectrum, _kernel_spectrum(kernel, points, dtype))
    products = ops.reshape(ops.transpose(products, (1, 0, 2)), (batch, 2 * count, outputs))

    # Each frequency except the first counts twice, because its mirror image is left out.
    weights = np.where(np.arange(count) == 0, 1, 2) / points
    inverse = np.stack(_waves(points, time + size - 1), axis=1) * weights[:, None, None]
    inverse = inverse.reshape(2 * count, -1).T[first : first + length]
    return ops.cast(ops.matmul(_constant(inverse, dtype), products), "float32")


def _kernel_spectrum(kernel, points, dtype):
    """Transform a kernel to real matrices that multiply complex numbers.

    Their shape is (frequencies, 2 inputs, 2 outputs): both parts of each channel.
    """
    size, inputs, outputs = kernel.shape
    real, imaginary = _waves(points, size)
    parts = [[real, imaginary], [-imaginary, real]]
    waves = np.stack([np.stack(row, axis=1) for row in parts], axis=1).reshape(-1, size)
    matrices = ops.reshape(_map_kernel(waves, kernel, dtype), (-1, 2, 2, inputs, outputs))
    return ops.reshape(ops.transpose(matrices, (0, 1, 3, 2, 4)), (-1, 2 * inputs, 2 * outputs))


def _map_kernel(matrix, kernel, dtype):
    """Multiply a matrix with each channel pair's kernel, shape (rows, pairs)."""
    size, inputs, outputs = kernel.shape
    flat = ops.cast(ops.reshape(kernel, (size, inputs * outputs)), dtype)
    return ops.matmul(_constant(matrix, dtype), flat)


def _reach(size):
    """Count the output samples that a block affects, and the blocks that they span."""
    reach = BLOCK + size - 1
    return reach, math.ceil(reach / BLOCK)


def _toeplitz(kernel, dtype):
    """Build the Toeplitz matrix of a kernel, shape (BLOCK, BLOCK + size - 1, inputs, outputs)."""
    size, inputs, outputs = kernel.shape
    reach, _ = _reach(size)
    place = np.stack([np.eye(reach, size, -sample) for sample in range(BLOCK)])
    matrix = _map_kernel(place.reshape(-1, size), kernel, dtype)
    return ops.reshape(matrix, (BLOCK, reach, inputs, outputs))


def convolve_windows(x, kernel, first, length, dtype):
    """Compute each block of the output from a window of the input, for few input channels.

    Parameters
    ----------
    x : tensor of float32, shape (batch, time, inputs)
    kernel : tensor of float32, shape (size, inputs, outputs)
    first, length : int
        As for `convolve_frequencies`.
    dtype : {"float32", "bfloat16"}
        Precision of the products.

    Returns
    -------
    tensor of float32, shape (batch, length, outputs)
    """
    batch, time, inputs = x.shape
    size, _, outputs = kernel.shape
    blocks = math.ceil(length / BLOCK)
    reach, spans = _reach(size)

    matrix = ops.transpose(_toeplitz(ops.flip(kernel, 0), dtype), (1, 2, 0, 3))
    before = size - 1 - first
    after = (blocks + spans - 1) * BLOCK - time - before
    x = ops.pad(ops.cast(x, dtype), ((0, 0), (before, after), (0, 0)))
    x = ops.reshape(x, (batch, blocks + spans - 1, BLOCK, inputs))
    pieces = [
        ops.slice(x, (0, i, 0, 0), (batch, blocks, min(BLOCK, reach - i * BLOCK), inputs))
        for i in range(spans)
    ]
    windows = ops.reshape(ops.concatenate(pieces, axis=2), (batch * blocks, reach * inputs))
    y = ops.matmul(windows, ops.reshape(matrix, (reach * inputs, BLOCK * outputs)))
    y = ops.reshape(ops.cast(y, "float32"), (batch, blocks * BLOCK, outputs))
    return ops.slice(y, (0, 0, 0), (batch, length, outputs))


def convolve_blocks(x, kernel, first, length, dtype):
    """Sum the contributions of each block of the input to the output, for few output channels.

    Parameters
    ----------
    x : tensor of float32, shape (batch, time, inputs)
    kernel : tensor of float32, shape (size, inputs, outputs)
    first, length : int
        As for `convolve_frequencies`.
    dtype : {"float32", "bfloat16"}
        Precision of the products.

    Returns
    -------
    tensor of float32, shape (batch, length, outputs)
    """
    batch, time, inputs = x.shape
    size, _, outputs = kernel.shape
    blocks = math.ceil(time / BLOCK)
    reach, spans = _reach(size)

    matrix = ops.transpose(_toeplitz(kernel, dtype), (0, 2, 1, 3))
    x = ops.pad(ops.cast(x, dtype), ((0, 0), (0, blocks * BLOCK - time), (0, 0)))
    x = ops.reshape(x, (batch * blocks, BLOCK * inputs))
    y = ops.matmul(x, ops.reshape(matrix, (BLOCK * inputs, reach * outputs)))
    y = ops.cast(ops.reshape(y, (batch, blocks, reach * outputs)), "float32")

    width = BLOCK * outputs
    total = 0
    for i, piece in enumerate(ops.split(y, range(width, reach * outputs, width), axis=2)):
        piece = ops.pad(piece, ((0, 0), (0, 0), (0, width - piece.shape[2])))
        total += _shift_blocks(piece, i, spans - 1 - i)
    y = ops.reshape(total, (batch, (blocks + spans - 1) * BLOCK, outputs))
    return ops.slice(y, (0, first, 0), (batch, length, outputs))


def _shift_blocks(piece, before, after):
    # Concatenation with zeros is several times faster here than TensorFlow's padding.
    batch, _, width = piece.shape
    zeros = [ops.zeros((batch, blocks, width)) for blocks in (before, after)]
    return ops.concatenate([zeros[0], piece, zeros[1]], axis=1)
