"""Train on synthetic, test on real."""

import numpy as np
from sklearn.metrics import f1_score

from evenbeat.quality.trees import fit_trees


def train_on_synthetic(synthetic, others, tested, of_class, seed):
    """Measure how well a classifier finds a class after training on only its synthetic beats.

    Parameters
    ----------
    synthetic : ndarray of float, shape (m, d)
        Features of synthetic beats of the class, for example from `describe_beats`. An equal number
        of the GAN's real training beats in their place gives the value to reach.
    others : ndarray of float, shape (k, d)
        The same features of real beats of other classes.
    tested : ndarray of float, shape (n, d)
        The same features of real beats that the GAN was not trained on. Leaving out patients here
        is not enough, because the GAN was trained on beats of all patients.
    of_class : ndarray of bool, shape (n,)
        Whether a tested beat is of the class.
    seed : int
        Seed of the trees.

    Returns
    -------
    float
        F1 of the class against all others. It depends on the proportion of the class among the
        tested beats. NaN without tested beats of the class.

    Notes
    -----
    Called TSTR by Esteban et al. 2017, arXiv:1706.02633.
    """
    if not of_class.any():
        return float("nan")
    features = np.concatenate([synthetic, others])
    trees = fit_trees(features, np.arange(len(features)) < len(synthetic), seed)
    return float(f1_score(of_class, trees.predict(tested)))
