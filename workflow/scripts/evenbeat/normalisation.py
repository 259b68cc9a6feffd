"""The range [-1, 1] in which a GAN works, and the way back."""

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


def normalise(waveforms, scale):
    """Bring beats into [-1, 1], clipping what lies beyond."""
    return np.clip(waveforms / scale, -1, 1).astype(np.float32)


def denormalise(waveforms, scale):
    """Bring beats from [-1, 1] back to the scale of the data."""
    return (waveforms * scale).astype(np.float32)
