"""Fit of an estimator on the features of beats, and its predictions."""

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from evenbeat.balancing.weighting import weight_beats
from evenbeat.beats.features import FEATURE_NAMES, compute_features
from evenbeat.classifier.kinds import takes_weights
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def fit_estimator(training_set, kind, centre, sampling_rate, seed):
    """Fit an estimator on standardised features.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    kind : evenbeat.classifier.kinds.Kind
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Samples per second.
    seed : int
        Seed of all random draws of the estimator.

    Returns
    -------
    sklearn.pipeline.Pipeline
        Steps `scaler` and `estimator`; before them `selection`, if the kind lists features.

    Raises
    ------
    InputError
        If the estimator cannot be created, cannot be fitted to the beats, or cannot weight beats
        and the beats have different weights.
    """
    estimator = kind.create()
    model = Pipeline(
        [*_select_features(kind), ("scaler", StandardScaler()), ("estimator", estimator)]
    )
    seeds = [name for name in model.get_params() if name.endswith("__random_state")]
    model.set_params(**{name: derive_seed(seed, name) for name in seeds})
    weight = weight_beats(training_set, kind.weight_power)
    options = {} if (weight == weight[0]).all() else {"estimator__sample_weight": weight}
    if options and not takes_weights(estimator):
        raise InputError(
            f"{kind.estimator} cannot weight beats: its fit has no parameter sample_weight. Set "
            "weight_power to 0 and run arms without weights, or use another class."
        )
    features = compute_features(training_set.beats, centre, sampling_rate)
    try:
        return model.fit(features, training_set.target, **options)
    except ValueError as error:
        raise InputError(
            f"{kind.estimator} cannot be fitted to {len(features)} beats with parameters "
            f"{kind.parameters} ({error}). Change the parameters in classifier.kinds."
        ) from error


def _select_features(kind):
    """List the step that selects the features of a kind; empty if it uses all features."""
    if not kind.features:
        return []
    columns = [FEATURE_NAMES.index(name) for name in kind.features]
    return [("selection", ColumnTransformer([("named", "passthrough", columns)]))]


def predict(model, beats, classes, centre, sampling_rate):
    """Predict the class probabilities of beats.

    Parameters
    ----------
    model : sklearn.pipeline.Pipeline
        As `fit_estimator` returns it.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    classes : sequence of str
        All classes; a class without training beats has probability 0.
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Samples per second.

    Returns
    -------
    ndarray of float32, shape (n, classes)
    """
    probabilities = np.zeros((len(beats["waveform"]), len(classes)), dtype=np.float32)
    features = compute_features(beats, centre, sampling_rate)
    probabilities[:, model.classes_] = model.predict_proba(features)
    return probabilities


def fit_and_predict(training_set, beats, classes, kind, centre, sampling_rate, seed):
    """Fit an estimator and predict the class probabilities of other beats.

    Parameters
    ----------
    training_set : evenbeat.balancing.training_set.TrainingSet
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    classes : sequence of str
    kind : evenbeat.classifier.kinds.Kind
    centre : int
        Sample number of the R peak.
    sampling_rate : float
        Samples per second.
    seed : int

    Returns
    -------
    ndarray of float32, shape (n, classes)

    Raises
    ------
    InputError
        As `fit_estimator` does.
    """
    model = fit_estimator(training_set, kind, centre, sampling_rate, seed)
    return predict(model, beats, classes, centre, sampling_rate)
