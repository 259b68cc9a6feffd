"""The noise of a simulated record: baseline wander, muscles, amplifier, mains and electrodes."""

import numpy as np
from scipy.ndimage import gaussian_filter1d


def draw_noise(rng, time, sampling_rate, breathing, leads, factors):
    """Draw all noise of a record.

    Parameters
    ----------
    rng : Generator
    time : ndarray of float, shape (n,)
        In s.
    sampling_rate : float
        Hz.
    breathing : float
        Breathing frequency in Hz.
    leads : int
    factors : dict
        `wander` and `muscle` multiply the amplitude in a calm record. `motion` is the factor of
        `draw_motion_artefacts`.

    Returns
    -------
    noise : ndarray of float, shape (n, leads)
        In mV.
    edges : list of int
        The samples where motion artefacts begin and end.
    """
    noise, edges = draw_motion_artefacts(rng, len(time), sampling_rate, leads, factors["motion"])
    noise += factors["wander"] * draw_wander(rng, time, breathing, leads)
    noise += draw_steady_noise(rng, time, leads, factors["muscle"])
    return noise, edges


def draw_wander(rng, time, breathing, leads):
    """Draw the baseline wander from breathing and electrodes.

    Parameters
    ----------
    rng : Generator
    time : ndarray of float, shape (n,)
        In s.
    breathing : float
        Breathing frequency in Hz.
    leads : int

    Returns
    -------
    ndarray of float, shape (n, leads)
        In mV.
    """
    frequencies = np.concatenate([[breathing], rng.uniform(0.01, 0.12, 4)])
    heights = rng.uniform(0.02, 0.09, (len(frequencies), leads))
    phases = rng.uniform(0, 2 * np.pi, len(frequencies))
    return np.sin(2 * np.pi * np.outer(time, frequencies) + phases) @ heights


def draw_steady_noise(rng, time, leads, factor=1):
    """Draw the noise of muscles, amplifier and mains (60 Hz).

    Parameters
    ----------
    rng : Generator
    time : ndarray of float, shape (n,)
        In s.
    leads : int
    factor : float
        Multiplies the muscle noise.

    Returns
    -------
    ndarray of float, shape (n, leads)
        In mV.
    """
    white = rng.standard_normal((len(time), leads))
    # At 360 samples per second, muscle noise lies above about 20 Hz. Its level varies slowly.
    muscles = white - gaussian_filter1d(white, 3.0, axis=0)
    effort = 1 + 0.5 * np.sin(2 * np.pi * (rng.uniform(0.01, 0.05) * time + rng.random()))
    mains = np.sin(2 * np.pi * 60 * time)[:, None] * rng.uniform(0.002, 0.006, leads)
    amplifier = 0.003 * rng.standard_normal((len(time), leads))
    muscles *= factor
    return rng.uniform(0.006, 0.016) * effort[:, None] * muscles + mains + amplifier


def draw_motion_artefacts(rng, n_samples, sampling_rate, leads, factor=1):
    """Draw the artefacts of moved electrodes: one, and on average 0.3 more per minute.

    Parameters
    ----------
    rng : Generator
    n_samples : int
    sampling_rate : float
        Hz.
    leads : int
    factor : float
        Multiplies the 0.3 per minute.

    Returns
    -------
    noise : ndarray of float, shape (n_samples, leads)
        In mV.
    edges : list of int
        The samples where artefacts begin and end.
    """
    noise, edges = np.zeros((n_samples, leads)), []
    count = 1 + rng.poisson(0.3 * factor * n_samples / sampling_rate / 60)
    # Each part of the record has one artefact, because edges of overlapping ones are ambiguous.
    part = n_samples // count
    for number in range(count):
        length = min(int(rng.uniform(1.0, 3.0) * sampling_rate), part // 2)
        start = number * part + int(rng.integers(part // 8, part - length))
        white = rng.standard_normal((length, leads))
        sway = gaussian_filter1d(white, 0.07 * sampling_rate, axis=0)
        sway *= np.hanning(length)[:, None] / sway.std(axis=0)
        noise[start : start + length] += rng.uniform(0.10, 0.30, leads) * sway
        edges += [start, start + length]
    return noise, edges
