"""Small ensembles of trees, and the features of beats that they learn from."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.ensemble import ExtraTreesClassifier

TREES = 100
COMPONENTS = 20


def fit_components(waveform):
    """Fit the principal components for `describe_beats`.

    Parameters
    ----------
    waveform : ndarray of float, shape (n, length), n at least 2
        For a two-sample test, the beats of both sides: components of one side would fit this side
        better than the other, and the test would detect that.

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
        As `fit_components` returns it.
    waveform : ndarray of float, shape (n, length)
    rhythm : ndarray of float, shape (n, r)

    Returns
    -------
    ndarray of float, shape (n, components + 2 + r)
        Principal component scores; the norm of the waveform's residual; the norm of its second
        differences, which depends on artefacts and noise; and the rhythm.
    """
    scores = projection.transform(waveform)
    left = np.linalg.norm(waveform - projection.inverse_transform(scores), axis=1)
    rough = np.linalg.norm(np.diff(waveform, 2, axis=1), axis=1)
    return np.column_stack([scores, left, rough, rhythm])


def fit_trees(features, target, seed):
    """Fit trees with the same total weight for both sides, whatever their numbers of beats.

    Parameters
    ----------
    features : ndarray of float, shape (n, d)
    target : ndarray of bool, shape (n,)
    seed : int

    Returns
    -------
    ExtraTreesClassifier
    """
    trees = ExtraTreesClassifier(
        TREES, min_samples_leaf=2, class_weight="balanced", n_jobs=1, random_state=seed
    )
    return trees.fit(features, target)
