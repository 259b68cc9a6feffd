"""Which features separate which classes."""

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
        Of the k features.
    labels : ndarray of str, shape (n,)
        Annotated classes.
    patients : ndarray of str, shape (n,)
        Within a class, the patients that have it weigh the same.
    classes : sequence of str
        The split's classes.

    Returns
    -------
    DataFrame
        One row per feature, in the order of `names`: `feature`, and for each class but N that has
        beats, the area under the ROC curve of the feature for the class against N. It is 1 if the
        feature of each beat of the class is greater than that of each N, 0 if it is smaller, and
        0.5 if the feature does not separate them.
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
    """Weigh beats so that the sum over each patient's beats of a class is one."""
    pairs = np.char.add(np.char.add(labels.astype(str), " "), patients.astype(str))
    _, where, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    return 1 / counts[where]
