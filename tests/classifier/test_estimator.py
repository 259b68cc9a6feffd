"""Fit of estimators on the features of beats."""

import dataclasses
import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT
from evenbeat.balancing.training_set import TrainingSet
from evenbeat.classifier import estimator, kinds
from evenbeat.runtime.errors import InputError

CENTRE, RATE = 100, 360
CLASSES = ["N", "S", "V"]
FOREST = kinds.Kind(
    estimator="sklearn.ensemble.RandomForestClassifier", parameters={"n_estimators": 5}
)
NEIGHBORS = kinds.Kind(estimator="sklearn.neighbors.KNeighborsClassifier")


@pytest.fixture(scope="module")
def beats():
    """Give 60 N and 20 V, whose rhythm and shape differ; there is no S."""
    rng = np.random.default_rng(0)
    v = np.repeat([0, 1], [60, 20])
    bump = np.exp(-(((np.arange(300) - 100) / (8 + 12 * v[:, None])) ** 2))
    return {
        "waveform": (bump + rng.normal(0, 0.05, (80, 300))).astype(np.float32),
        "template": np.tile(bump[0], (80, 1)).astype(np.float32),
        "rhythm": (rng.normal(0, 0.1, (80, 6)) - 0.4 * v[:, None]).astype(np.float32),
    }


def training_set(beats, weight=1.0):
    weights = np.broadcast_to(np.float32(weight), 80).copy()
    return TrainingSet(beats, np.repeat([0, 2], [60, 20]).astype(np.int32), weights)


def fit(beats, kind=FOREST, seed=0, weight=1.0):
    return estimator.fit_estimator(training_set(beats, weight), kind, CENTRE, RATE, seed)


def predict(model, beats):
    return estimator.predict(model, beats, CLASSES, CENTRE, RATE)


def test_it_learns_and_a_class_without_beats_has_no_probability(beats):
    probabilities = predict(fit(beats), beats)
    assert probabilities.dtype == np.float32
    assert probabilities.shape == (80, 3)
    assert not probabilities[:, 1].any()
    assert np.mean(probabilities.argmax(axis=1) == np.repeat([0, 2], [60, 20])) > 0.95
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(80))


def test_an_estimator_sees_only_the_features_that_its_kind_names(beats):
    kind = dataclasses.replace(FOREST, features=["qrs_size", "before_to_median"])
    model, changed = fit(beats, kind), dict(beats, rhythm=beats["rhythm"].copy())
    changed["rhythm"][:, 1:] += 9
    assert np.array_equal(predict(model, changed), predict(model, beats))
    changed["rhythm"][:, 0] += 9
    assert not np.array_equal(predict(model, changed), predict(model, beats))


def test_a_fit_and_predict_is_one_after_the_other(beats):
    expected = predict(fit(beats, seed=3), beats)
    given = training_set(beats), beats, CLASSES, FOREST, CENTRE, RATE, 3
    assert np.array_equal(estimator.fit_and_predict(*given), expected)


def test_the_seed_decides_all_draws(beats):
    same, again, other = (predict(fit(beats, seed=seed), beats) for seed in (0, 0, 1))
    assert np.array_equal(same, again)
    assert not np.array_equal(same, other)


def test_features_are_standardised(beats):
    assert fit(beats).named_steps["scaler"].n_samples_seen_ == 80


def test_class_weights_follow_the_number_of_beats(beats):
    weight = estimator.weight_beats(training_set(beats), 1)
    assert weight[:60] == pytest.approx(np.full(60, 40 / 60))
    assert weight[60:] == pytest.approx(np.full(20, 40 / 20))
    assert np.array_equal(estimator.weight_beats(training_set(beats), 0), np.ones(80))


def test_a_beat_counts_as_much_as_it_weighs(beats):
    own = np.where(np.arange(80) < 40, 0.5, 1)  # N weigh 40 together
    weight = estimator.weight_beats(training_set(beats, own), 1)
    assert weight.sum() == pytest.approx(own.sum())
    assert weight[:60].sum() == pytest.approx(weight[60:].sum())
    assert weight[59] == pytest.approx(2 * weight[0])


@pytest.mark.parametrize(
    "changed", [{"kind": kinds.Kind(FOREST.estimator, FOREST.parameters, 1.0)}, {"weight": "own"}]
)
def test_weights_reach_the_fit(beats, changed):
    if "weight" in changed:
        changed = {"weight": np.repeat([0.01, 1], [60, 20])}
    assert not np.array_equal(predict(fit(beats, **changed), beats), predict(fit(beats), beats))


def test_equal_weights_need_not_be_taken(beats):
    assert predict(fit(beats, NEIGHBORS, weight=0.5), beats).shape == (80, 3)


def test_weights_that_cannot_be_taken_are_an_error(beats):
    with pytest.raises(InputError, match=r"KNeighborsClassifier cannot weight beats.*weight_power"):
        fit(beats, NEIGHBORS, weight=np.repeat([1, 0.5], [60, 20]))


def test_a_fit_that_fails_is_an_error(beats):
    kind = kinds.Kind(estimator=FOREST.estimator, parameters={"n_estimators": -1})
    with pytest.raises(InputError, match=r"cannot be fitted to 80 beats with .*-1"):
        fit(beats, kind)


def test_nothing_of_estimators_needs_tensorflow():
    code = (
        "import sys; sys.modules['tensorflow'] = sys.modules['keras'] = None\n"
        "import evenbeat.balancing.training_set, evenbeat.classifier.estimator\n"
        "import evenbeat.classifier.fit, evenbeat.classifier.predictions\n"
        "import evenbeat.classifier.skops_file, evenbeat.classifier.spline_lda\n"
        "import evenbeat.evaluation.classification, evenbeat.pipeline.config\n"
        "import evenbeat.tuning.apply, evenbeat.tuning.trial\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "workflow/scripts",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
