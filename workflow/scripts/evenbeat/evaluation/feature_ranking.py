"""How well each feature separates each class from N."""

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

NORMAL = "N"


def rank_features(features, names, labels, patients, classes):
    """Tabulate how well each feature separates each class from N.

    Parameters
    ----------
    features : ndarray of float, shape (n, k)
        Features of training beats.
    names : sequence of str
        Names of the k features.
    labels : ndarray of str, shape (n,)
        Annotated classes.
    patients : ndarray of str, shape (n,)
        Within a class, each patient has the same weight.
    classes : sequence of str
        The split's classes.

    Returns
    -------
    DataFrame
        One row per feature, in the order of `names`: `feature`, and for each other class with
        beats, the area under the ROC curve of the feature for the class against N. It is 1 if each
        beat of the class has a larger feature than each beat of N, 0 if each has a smaller one, and
        0.5 if the feature does not separate the classes.
    """
    table = {"feature": list(names)}
    weights = _weigh(labels, patients)
    for cls in classes:
        rows = np.isin(labels, [NORMAL, cls])
        truth = labels[rows] == cls
        if cls != NORMAL and 0 < truth.sum() < len(truth):
            table[cls] = [
                roc_auc_score(truth, column[rows], sample_weight=weights[rows])
                for column in features.T
            ]
    return pd.DataFrame(table)


def _weigh(labels, patients):
    """Weight beats so that the weights of each patient's beats of a class sum to one."""
    pairs = np.char.add(np.char.add(labels.astype(str), " "), patients.astype(str))
    _, where, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    return 1 / counts[where]
