"""Scores of beats by their distance from training beats."""

import numpy as np

from evenbeat.quality.neighbours import find_copy_limit, nearest_distances


def distance_scores(beats, training, held_out):
    """Measure how far beats keep from training beats, as compared with beats held out.

    Parameters
    ----------
    beats, training, held_out : ndarray of float, shape (n, length), (m, length), (k, length)
        Waveforms of a class: synthetic, those that the GAN was trained on, and others.

    Returns
    -------
    ndarray of float, shape (n,)
        Distance to the nearest training beat, over the one that 1% of held-out beats fall below:
        what is below 1 passes for a copy.
    """
    if not len(beats):
        return np.empty(0)
    limit = find_copy_limit(nearest_distances(held_out, training))
    return nearest_distances(beats, training) / limit
