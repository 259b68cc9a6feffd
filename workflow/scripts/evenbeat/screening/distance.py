"""Scores of synthetic beats from their distance to training beats."""

import numpy as np

from evenbeat.quality.neighbours import find_copy_limit, nearest_distances


def distance_scores(beats, training, held_out):
    """Compute the distance of beats to training beats, relative to that of held-out beats.

    Parameters
    ----------
    beats, training, held_out : ndarray of float, shape (n, length), (m, length), (k, length)
        Waveforms of a class: synthetic beats, the GAN's training beats, and held-out beats.

    Returns
    -------
    ndarray of float, shape (n,)
        Distance to the nearest training beat, divided by the 1% quantile of this distance among
        held-out beats. A beat below 1 counts as a copy.
    """
    if not len(beats):
        return np.empty(0)
    limit = find_copy_limit(nearest_distances(held_out, training))
    # The quantile is 0 if real beats repeat exactly, for example where the signal is flat.
    limit = max(limit, np.finfo(np.float32).eps)
    return nearest_distances(beats, training) / limit
