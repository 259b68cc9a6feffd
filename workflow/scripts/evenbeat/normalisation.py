"""The scale at which a GAN works, [-1, 1] for a tanh, and the way back."""

import numpy as np

# The few samples beyond it are clipped: one artefact must not shrink every beat.
QUANTILE = 0.999


def measure_scale(waveforms):
    """Measure what [-1, 1] has to hold.

    Parameters
    ----------
    waveforms : ndarray of float, shape (n, length)
        A class's training beats.

    Returns
    -------
    float
        The 0.999 quantile of the absolute values; 1 for beats scaled to [-1, 1] one by one.
    """
    return float(np.quantile(np.abs(waveforms), QUANTILE))


def normalise(waveforms, scale, limit):
    """Bring beats to a GAN's scale, clipping what lies beyond its limit (1, or none: infinity).

    Parameters
    ----------
    waveforms : ndarray of float, shape (n, length)
        In the unit of the beats' table.
    scale : float
        In that unit.
    limit : float
        Pure number.

    Returns
    -------
    ndarray of float32, shape (n, length)
        Pure numbers, within -limit and limit.
    """
    return np.clip(waveforms / scale, -limit, limit).astype(np.float32)


def denormalise(waveforms, scale):
    """Bring beats from a GAN's scale back to that of the data.

    Parameters
    ----------
    waveforms : ndarray of float, shape (n, length)
        Pure numbers.
    scale : float
        In the unit of the beats' table.

    Returns
    -------
    ndarray of float32, shape (n, length)
        In that unit.
    """
    return (waveforms * scale).astype(np.float32)
