"""The classifier two-sample test: real against synthetic beats."""

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from evenbeat.quality.trees import fit_trees

FOLDS = 5
# Minimum number of training beats on each side. With fewer, a classifier learns nothing, and its
# score would suggest that the sides are equal.
LEAST = 10


def two_sample_auc(real, synthetic, patients, synthetic_patients, seed):
    """Measure how well a classifier distinguishes synthetic from real beats of new patients.

    Parameters
    ----------
    real : ndarray of float, shape (n, d)
        Features, for example from `describe_beats`.
    synthetic : ndarray of float, shape (m, d)
        The same features of synthetic beats.
    patients : ndarray of str, shape (n,)
        Patients of the real beats. All beats of a patient are in one fold, because they are more
        similar to each other than to the class's beats of other patients.
    synthetic_patients : ndarray of str, shape (m,)
        Patients of the synthetic beats. Empty for a beat without a patient; such beats are spread
        over the folds.
    seed : int
        Seed of the folds and the trees.

    Returns
    -------
    float
        Area under the ROC curve: the probability that, of a synthetic and a real beat of one fold,
        the synthetic beat has the higher score for being synthetic. It is 1 if beats can always be
        distinguished. Folds with fewer than 10 training beats on one side are left out. NaN if no
        fold is left, for example if all real beats are of one patient.

    Notes
    -----
    A classifier two-sample test (Lopez-Paz and Oquab 2017, ICLR, arXiv:1610.06545), with the area
    in place of the accuracy. Beats that cannot be distinguished give about 0.5 if the synthetic
    beats have patients. If they have none, the training folds contain synthetic beats that are
    similar to the tested patients' beats, but no real beats of these patients. The classifier then
    gives the tested real beats high scores, and the area is below 0.5. Therefore the floor must be
    from beats without patients too. If one patient has most of the beats, the result depends on few
    other beats and varies widely.
    """
    features = np.concatenate([real, synthetic])
    generated = np.arange(len(features)) >= len(real)
    won = pairs = 0
    for train, test in _divide_patients(
        generated, np.concatenate([patients, synthetic_patients]), seed
    ):
        # Only beats of one fold are compared, because the classifiers of folds differ in scale.
        weight = np.prod(np.bincount(generated[test], minlength=2))
        if weight and np.bincount(generated[train], minlength=2).min() >= LEAST:
            trees = fit_trees(features[train], generated[train], seed)
            won += weight * roc_auc_score(
                generated[test], trees.predict_proba(features[test])[:, 1]
            )
            pairs += weight
    return float(won / pairs) if pairs else float("nan")


def _divide_patients(generated, patients, seed):
    """Divide beats into folds of whole patients; return the rows (train, test) of each fold.

    A beat without a patient is a separate group. There are fewer folds if there are fewer patients
    or beats of a side, and no folds if they cannot be divided.
    """
    _, groups = np.unique(patients, return_inverse=True)
    groups = np.where(patients == "", len(groups) + np.arange(len(groups)), groups)
    number = min(FOLDS, len(np.unique(groups)), np.bincount(generated, minlength=2).min())
    if number < 2:
        return []
    division = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    return list(division.split(groups, generated, groups))
