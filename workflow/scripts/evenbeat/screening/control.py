"""The control of a screen: as many beats, drawn at random."""

import numpy as np


def sample_control(pool, number, seed):
    """Draw beats at random in place of a screen: the control that any screen has to beat.

    Parameters
    ----------
    pool, number : int
        Beats that there are, and how many of them the screen kept.
    seed : int

    Returns
    -------
    ndarray of int, shape (number,)
        Rows, ascending.
    """
    return np.sort(np.random.default_rng(seed).permutation(pool)[:number])
