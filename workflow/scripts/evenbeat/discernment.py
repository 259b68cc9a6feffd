"""Tests of synthetic beats by classifiers: a two-sample test, and training on synthetic beats."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

FOLDS = 5
# Least number of training beats on each side. With fewer, a classifier learns nothing, and its
# score says that the sides are alike.
LEAST = 10
TREES = 100
COMPONENTS = 20


def find_components(waveform):
    """Fit the principal components for `describe_beats`.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length), n at least 2
        For a two-sample test, the beats of both sides: components of one side would fit it better
        than the other side, and reveal it.

    Returns
    -------
    sklearn.decomposition.PCA
        Has at most 20 components, and at most n / 2.
    """
    number = min(COMPONENTS, len(waveform) // 2, waveform.shape[1])
    return PCA(number, svd_solver="full").fit(waveform)


def describe_beats(projection, waveform, rhythm):
    """Compute a few features of each beat, enough for small ensembles of trees.

    Parameters
    ----------
    projection : sklearn.decomposition.PCA
        As `find_components` returns it.
    waveform : ndarray of float, shape (n, length)
    rhythm : ndarray of float, shape (n, r)

    Returns
    -------
    ndarray of float, shape (n, components + 2 + r)
        Principal component scores; the norm of the residual of the waveform; the norm of its second
        differences, which artefacts and noise change; and the rhythm.
    """
    scores = projection.transform(waveform)
    left = np.linalg.norm(waveform - projection.inverse_transform(scores), axis=1)
    rough = np.linalg.norm(np.diff(waveform, 2, axis=1), axis=1)
    return np.column_stack([scores, left, rough, rhythm])


def two_sample_auc(real, synthetic, patients, synthetic_patients, seed):
    """Measure how well a classifier distinguishes synthetic from real beats of new patients.

    Parameters
    ----------
    real : ndarray of float, shape (n, d)
        Features, for example from `describe_beats`.
    synthetic : ndarray of float, shape (m, d)
        The same features of synthetic beats.
    patients : ndarray of str, shape (n,)
        Patients of the real beats. All beats of a patient are in one fold, since they resemble each
        other more than the beats of a class do.
    synthetic_patients : ndarray of str, shape (m,)
        Patients of the synthetic beats. Empty for a beat without a patient; such beats are spread
        over the folds.
    seed : int
        Seed of the folds and the trees.

    Returns
    -------
    float
        Area under the ROC curve: the probability that, of a synthetic and a real beat of one fold,
        the classifier gives the synthetic one the higher score for being synthetic. It is 1 if
        beats can always be distinguished. Folds with fewer than 10 training beats on one side are
        left out. NaN if no fold is left, as when all real beats are of one patient.

    Notes
    -----
    A classifier two-sample test (Lopez-Paz and Oquab 2017, ICLR, arXiv:1610.06545), with the area
    in place of the accuracy. Beats that cannot be distinguished give about 0.5 if their patients
    are named. If they are not, the training folds have synthetic beats that resemble those of the
    tested patients, but none of the real ones. The classifier then takes the real beats for
    synthetic ones, and the area is below 0.5. Therefore a floor must come from beats without
    patients too. If one patient has most of the beats, the result depends on few others and varies
    widely.
    """
    features = np.concatenate([real, synthetic])
    made = np.arange(len(features)) >= len(real)
    won = pairs = 0
    for train, test in _divide_patients(made, np.concatenate([patients, synthetic_patients]), seed):
        # Only beats of one fold are compared: each fold has a classifier with a scale of its own.
        weight = np.prod(np.bincount(made[test], minlength=2))
        if weight and np.bincount(made[train], minlength=2).min() >= LEAST:
            trees = _grow_trees(features[train], made[train], seed)
            won += weight * roc_auc_score(made[test], trees.predict_proba(features[test])[:, 1])
            pairs += weight
    return float(won / pairs) if pairs else float("nan")


def _divide_patients(made, patients, seed):
    """Divide beats into folds of whole patients; return the rows (train, test) of each fold.

    A beat without a patient is a group of its own. There are fewer folds if there are fewer
    patients or beats of a side, and none if they cannot be divided.
    """
    _, groups = np.unique(patients, return_inverse=True)
    groups = np.where(patients == "", len(groups) + np.arange(len(groups)), groups)
    number = min(FOLDS, len(np.unique(groups)), np.bincount(made, minlength=2).min())
    if number < 2:
        return []
    division = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    return list(division.split(groups, made, groups))


def train_on_synthetic(synthetic, others, tested, of_class, seed):
    """Measure how well a classifier finds a class after training on synthetic beats of it only.

    Parameters
    ----------
    synthetic : ndarray of float, shape (m, d)
        Features of synthetic beats of the class, for example from `describe_beats`. With an equal
        number of the GAN's real training beats in their place, the result is the value to reach.
    others : ndarray of float, shape (k, d)
        The same features of real beats of other classes.
    tested : ndarray of float, shape (n, d)
        The same features of real beats that the GAN was not trained on. To leave out patients
        here would not be enough, since the GAN was trained on beats of all of them.
    of_class : ndarray of bool, shape (n,)
        Whether a tested beat is of the class.
    seed : int
        Seed of the trees.

    Returns
    -------
    float
        F1 of the class against all others. It depends on the proportion of the class among the
        tested beats. NaN if none of them is of the class.

    Notes
    -----
    Esteban et al. 2017, arXiv:1706.02633, who call it TSTR.
    """
    if not of_class.any():
        return float("nan")
    features = np.concatenate([synthetic, others])
    trees = _grow_trees(features, np.arange(len(features)) < len(synthetic), seed)
    return float(f1_score(of_class, trees.predict(tested)))


def _grow_trees(features, target, seed):
    """Fit trees with equal weight for both sides, however many beats they have."""
    trees = ExtraTreesClassifier(
        TREES, min_samples_leaf=2, class_weight="balanced", n_jobs=1, random_state=seed
    )
    return trees.fit(features, target)
