"""Linear discriminant analysis of splines, compared with scikit-learn's."""

import numpy as np
import pytest
from evenbeat.balancing.training_set import TrainingSet
from evenbeat.classifier.estimator import fit_and_predict
from evenbeat.classifier.kinds import Kind
from evenbeat.classifier.skops_file import load_model, save_model
from evenbeat.classifier.spline_lda import SplineLDA
from sklearn.base import clone
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

PATH = "evenbeat.classifier.spline_lda.SplineLDA"
RNG = np.random.default_rng(0)
Y = RNG.choice(3, 400, p=[0.6, 0.3, 0.1])
X = RNG.normal(size=(400, 5)) + 0.5 * Y[:, None]
NEW = RNG.normal(0.3, 1.2, size=(100, 5))
# With these, limits and knots are the least and the greatest value, however often rows come.
OF_RANGE = {"clip": 0, "knots": 2}


def splines_of(model, rows):
    """Make scikit-learn's splines of rows, with the knots of a model."""
    splines = SplineTransformer(degree=2, knots=model.knots_).fit(model.knots_)
    return splines.transform(np.clip(rows, model.knots_[0], model.knots_[-1]))


def fails(estimator):
    return {
        "check_sample_weight_equivalence_on_dense_data": "limits and knots are quantiles of the "
        "beats, not of their weights, so that weights of classes do not move them"
    }


@parametrize_with_checks([SplineLDA()], expected_failed_checks=fails)
def test_it_is_an_estimator_of_scikit_learn(estimator, check):
    check(estimator)


@pytest.mark.parametrize("shrinkage", [0.001, 0.03, 0.5])
def test_it_agrees_with_scikit_learns(shrinkage):
    model = SplineLDA(shrinkage=shrinkage, prior_power=1).fit(X, Y)
    usual = LinearDiscriminantAnalysis(solver="lsqr", shrinkage=shrinkage)
    expected = usual.fit(splines_of(model, X), Y).predict_proba(splines_of(model, NEW))
    assert model.predict_proba(NEW) == pytest.approx(expected, abs=1e-6)
    assert np.array_equal(model.predict(NEW), expected.argmax(axis=1))


def test_it_agrees_without_shrinkage():
    """The splines of a feature sum to one: scikit-learn's needs them without one of each."""
    model = SplineLDA(shrinkage=0, prior_power=1).fit(X, Y)
    each = splines_of(model, X).shape[1] // X.shape[1]
    kept, new = (np.delete(splines_of(model, rows), np.s_[::each], axis=1) for rows in (X, NEW))
    expected = LinearDiscriminantAnalysis(solver="lsqr").fit(kept, Y).predict_proba(new)
    assert model.predict_proba(NEW) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("power", [0, 0.25, 1])
def test_priors_are_shares_to_a_power(power):
    expected = SplineLDA(prior_power=1).fit(X, Y).predict_proba(NEW)
    expected *= (np.bincount(Y) / len(Y)) ** (power - 1)
    expected /= expected.sum(axis=1, keepdims=True)
    found = SplineLDA(prior_power=power).fit(X, Y).predict_proba(NEW)
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_weight_is_a_number_of_rows():
    weight = np.random.default_rng(1).integers(1, 4, len(Y))
    weighted = SplineLDA(**OF_RANGE).fit(X, Y, weight)
    repeated = SplineLDA(**OF_RANGE).fit(np.repeat(X, weight, axis=0), np.repeat(Y, weight))
    expected = repeated.predict_proba(NEW)
    assert weighted.predict_proba(NEW) == pytest.approx(expected, abs=1e-6)
    assert not np.allclose(SplineLDA(**OF_RANGE).fit(X, Y).predict_proba(NEW), expected, atol=1e-3)


def test_only_the_ratios_of_weights_count():
    weight = np.random.default_rng(1).uniform(0.1, 1, len(Y))
    one, other = (SplineLDA().fit(X, Y, weight * factor) for factor in (1, 1e-3))
    assert one.predict_proba(NEW) == pytest.approx(other.predict_proba(NEW), abs=1e-6)


def test_a_row_without_weight_is_absent():
    kept = np.random.default_rng(2).random(len(Y)) < 0.7
    rows = X.copy()
    rows[~kept] *= 100
    weighted = SplineLDA().fit(rows, Y, kept.astype(float))
    expected = SplineLDA().fit(X[kept], Y[kept])
    assert np.array_equal(weighted.predict_proba(NEW), expected.predict_proba(NEW))


@pytest.mark.parametrize("power", [0, 0.25])
def test_a_class_without_weight_has_no_probability(power):
    found = SplineLDA(prior_power=power).fit(X, Y, np.where(Y == 1, 0, 1)).predict_proba(NEW)
    two = SplineLDA(prior_power=power).fit(X[Y != 1], Y[Y != 1]).predict_proba(NEW)
    assert not found[:, 1].any()
    assert found[:, [0, 2]] == pytest.approx(two, abs=1e-6)


@pytest.mark.parametrize("weight", [np.zeros(len(Y)), -np.ones(len(Y)), np.ones(3)])
def test_weights_that_cannot_be_are_refused(weight):
    with pytest.raises(ValueError, match="weight"):
        SplineLDA().fit(X, Y, weight)


def test_outliers_count_no_more_than_the_limits():
    model = SplineLDA(clip=0.01).fit(X, Y)
    limits = model.knots_[[0, -1]]
    assert limits == pytest.approx(np.quantile(X, [0.01, 0.99], axis=0))
    beyond = model.predict_proba(limits + np.array([[-1e6], [1e6]]))
    assert np.array_equal(beyond, model.predict_proba(limits))


def test_knots_keep_a_distance():
    """A feature that often has the same value would have several knots there."""
    often = np.where(np.arange(len(Y))[:, None] < 300, 0.5, X[:, :1])
    gaps = np.diff(SplineLDA().fit(often, Y).knots_, axis=0)
    assert gaps.min() >= 0.0099 * gaps.sum()


def test_a_constant_feature_says_nothing():
    constant = np.full((len(Y), 1), 3.0)
    found = (
        SplineLDA(shrinkage=0)
        .fit(np.hstack([X, constant]), Y)
        .predict_proba(np.hstack([NEW, constant[: len(NEW)] + 1]))
    )
    assert np.isfinite(found).all()
    expected = SplineLDA(shrinkage=0).fit(X, Y).predict_proba(NEW)
    assert found == pytest.approx(expected, abs=1e-6)


def test_the_same_data_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        save_model(tmp_path / name, Pipeline([("estimator", SplineLDA().fit(X, Y))]))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_clone_has_the_parameters():
    parameters = {"knots": 4, "clip": 0.01, "shrinkage": 0.1, "prior_power": 0.5}
    copy = clone(SplineLDA(**parameters).fit(X, Y))
    assert copy.get_params() == parameters
    assert not hasattr(copy, "coef_")


def test_a_pipeline_with_it_comes_back_from_a_file(tmp_path):
    steps = [("scaler", StandardScaler()), ("estimator", SplineLDA())]
    weight = np.where(Y == 2, 3.0, 1.0)
    model = Pipeline(steps).fit(X, Y, estimator__sample_weight=weight)
    # Splines at quantiles do not depend on units.
    expected = SplineLDA().fit(X, Y, weight).predict_proba(NEW)
    assert model.predict_proba(NEW) == pytest.approx(expected, abs=1e-6)
    save_model(tmp_path / "model.skops", model)
    loaded = load_model(tmp_path / "model.skops", PATH)
    assert np.array_equal(loaded.predict_proba(NEW), model.predict_proba(NEW))


@pytest.mark.parametrize("weight_power", [0, 0.5])
def test_it_is_a_kind_of_classifier(weight_power):
    v = np.repeat([0, 1], [150, 50])
    bump = np.exp(-(((np.arange(300) - 100) / (8 + 12 * v[:, None])) ** 2))
    rng = np.random.default_rng(3)
    beats = {
        "waveform": (bump + rng.normal(0, 0.05, (200, 300))).astype(np.float32),
        "template": np.tile(bump[0], (200, 1)).astype(np.float32),
        "rhythm": (rng.normal(0, 0.1, (200, 6)) - 0.4 * v[:, None]).astype(np.float32),
    }
    made = TrainingSet(beats, (2 * v).astype(np.int32), np.ones(200, np.float32))
    kind = Kind(estimator=PATH, parameters={"knots": 4}, weight_power=weight_power)
    found = fit_and_predict(made, beats, ["N", "S", "V"], kind, 100, 360, 0)
    assert not found[:, 1].any()
    assert np.mean(found.argmax(axis=1) == 2 * v) > 0.95
