"""Scaling of beats to the range of a GAN, [-1, 1] for a tanh, and back."""

import numpy as np

# The few samples beyond this quantile are clipped, so that an artefact does not shrink all beats.
QUANTILE = 0.999


def measure_scale(waveforms):
    """Compute the scale that maps beats to [-1, 1].

    Parameters
    ----------
    waveforms : ndarray of float, shape (n, length)
        A class's training beats.

    Returns
    -------
    float
        The 0.999 quantile of the absolute values, in the unit of the beats; 1 if each beat was
        scaled to [-1, 1].
    """
    return float(np.quantile(np.abs(waveforms), QUANTILE))


def normalise(waveforms, scale, limit):
    """Divide beats by a GAN's scale and clip them to its limit.

    Parameters
    ----------
    waveforms : ndarray of float, shape (n, length)
        In the unit of the beat table.
    scale : float
        In that unit.
    limit : float
        Dimensionless; infinity for no limit.

    Returns
    -------
    ndarray of float32, shape (n, length)
        Dimensionless, from -limit to limit.
    """
    return np.clip(waveforms / scale, -limit, limit).astype(np.float32)


def denormalise(waveforms, scale):
    """Multiply beats by a GAN's scale, which converts them back to the scale of the data.

    Parameters
    ----------
    waveforms : ndarray of float, shape (n, length)
        Dimensionless.
    scale : float
        In the unit of the beat table.

    Returns
    -------
    ndarray of float32, shape (n, length)
        In that unit.
    """
    return (waveforms * scale).astype(np.float32)
