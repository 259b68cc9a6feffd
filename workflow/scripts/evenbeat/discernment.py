"""What classifiers make of synthetic beats: if they tell them from real ones, and learn of them."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

FOLDS = 5
# Beats of either side without which a classifier learns nothing, and everything looks alike to it.
LEAST = 10
TREES = 100
COMPONENTS = 20


def find_components(waveform):
    """Find the principal components by which `describe_beats` describes beats.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length), n at least 2
        Where beats are to be told apart, those of all sides: components of one side alone fit it
        better than the other and give it away.

    Returns
    -------
    sklearn.decomposition.PCA
        Of at most 20 components, and of at most half as many as there are beats.
    """
    number = min(COMPONENTS, len(waveform) // 2, waveform.shape[1])
    return PCA(number, svd_solver="full").fit(waveform)


def describe_beats(projection, waveform, rhythm):
    """Describe beats in few numbers, of which small ensembles of trees can learn.

    Parameters
    ----------
    projection : sklearn.decomposition.PCA
        From `find_components`.
    waveform : ndarray of float, shape (n, length)
    rhythm : ndarray of float, shape (n, r)

    Returns
    -------
    ndarray of float, shape (n, components + 2 + r)
        Scores; the size of what the components leave of the waveform, and that of its second
        differences, which artefacts and noise change; rhythm.
    """
    scores = projection.transform(waveform)
    left = np.linalg.norm(waveform - projection.inverse_transform(scores), axis=1)
    rough = np.linalg.norm(np.diff(waveform, 2, axis=1), axis=1)
    return np.column_stack([scores, left, rough, rhythm])


def two_sample_auc(real, synthetic, patients, synthetic_patients, seed):
    """Measure how well a classifier tells synthetic beats from real ones of patients new to it.

    Parameters
    ----------
    real : ndarray of float, shape (n, d)
        Features, for example from `describe_beats`.
    synthetic : ndarray of float, shape (m, d)
    patients : ndarray of str, shape (n,)
        No patient's beats are divided over folds: those of one resemble each other more than those
        of a class do.
    synthetic_patients : ndarray of str, shape (m,)
        Empty for a beat that is nobody's in particular; such beats are spread over the folds.
    seed : int
        Of the folds and the trees.

    Returns
    -------
    float
        The chance that of a synthetic and a real beat of one fold the synthetic one is taken for
        the more synthetic: the area under the ROC curve, 1 for beats that are always found out.
        Folds that leave fewer than 10 beats of a side to train on do not count; if none counts, as
        where all real beats are of one patient, the result is not a number.

    Notes
    -----
    A classifier two-sample test, Lopez-Paz and Oquab 2017, ICLR, arXiv:1610.06545, with the area in
    place of the accuracy. Beats that cannot be told apart give about 0.5 if their patients are
    named. If they are not, the classifier has seen synthetic beats like those of the patients that
    it is tested on, but no real ones, takes the real ones for synthetic, and gives less than 0.5:
    a floor has to come from beats without names too. Where one patient has most of the beats, the
    result rests on few others and scatters widely.
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
    """Give the rows (train, test) of each fold; a beat without a name goes by itself.

    There are fewer folds than usual where there are fewer patients or beats of a side, and none
    where they cannot be divided.
    """
    _, groups = np.unique(patients, return_inverse=True)
    groups = np.where(patients == "", len(groups) + np.arange(len(groups)), groups)
    number = min(FOLDS, len(np.unique(groups)), np.bincount(made, minlength=2).min())
    if number < 2:
        return []
    division = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    return list(division.split(groups, made, groups))


def train_on_synthetic(synthetic, others, tested, of_class, seed):
    """Measure how well a class is found by a classifier that has only synthetic beats of it.

    Parameters
    ----------
    synthetic : ndarray of float, shape (m, d)
        Features of beats of the class, for example from `describe_beats`. With the real beats that
        the GAN was trained on in their place, as many, the result is what they have to reach.
    others : ndarray of float, shape (k, d)
        Of real beats of other classes.
    tested : ndarray of float, shape (n, d)
        Of real beats that are new to the GAN. New patients would not do: the GAN would have to be
        new to them as well.
    of_class : ndarray of bool, shape (n,)
        Which of these are of the class.
    seed : int
        Of the trees.

    Returns
    -------
    float
        F1 of the class against all others. It depends on how frequent the class is among the
        tested; not a number where it is not.

    Notes
    -----
    Esteban et al. 2017, arXiv:1706.02633, there TSTR.
    """
    if not of_class.any():
        return float("nan")
    features = np.concatenate([synthetic, others])
    trees = _grow_trees(features, np.arange(len(features)) < len(synthetic), seed)
    return float(f1_score(of_class, trees.predict(tested)))


def _grow_trees(features, target, seed):
    """Fit trees to which both sides weigh the same, however many beats they have."""
    trees = ExtraTreesClassifier(
        TREES, min_samples_leaf=2, class_weight="balanced", n_jobs=1, random_state=seed
    )
    return trees.fit(features, target)
