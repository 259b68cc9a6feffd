"""Control of a screen: the same number of beats, drawn at random."""

import numpy as np


def sample_control(pool, number, seed):
    """Draw as many beats at random as a screen kept, as the control of the screen.

    Parameters
    ----------
    pool, number : int
        Number of synthetic beats, and how many of them the screen kept.
    seed : int

    Returns
    -------
    ndarray of int, shape (number,)
        Row numbers, ascending.
    """
    return np.sort(np.random.default_rng(seed).permutation(pool)[:number])
