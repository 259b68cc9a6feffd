import numpy as np
import pytest
from evenbeat.classifier.spline_lda import SplineLDA
from sklearn.base import clone
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis


@pytest.fixture(scope="module")
def beats():
    rng = np.random.default_rng(0)
    target = rng.choice(3, size=400, p=[0.7, 0.2, 0.1])
    return rng.normal(size=(400, 4)) + target[:, None] * [0.0, 0.5, 1.0, -1.0], target


def test_it_is_scikit_learns_analysis_of_the_splines(beats):
    features, target = beats
    model = SplineLDA(knots=4, shrinkage=0, prior_power=1).fit(features, target)
    # The splines of a feature add up to one, so that their covariance matrix has no inverse.
    splines = np.delete(model.expand(features), range(0, 20, 5), axis=1)
    other = LinearDiscriminantAnalysis(solver="lsqr").fit(splines, target)
    expected = other.predict_proba(splines)
    assert model.predict_proba(features) == pytest.approx(expected, abs=1e-4)


def test_weights_are_repetitions(beats):
    features, target = beats
    weight = np.where(target == 2, 3.0, 1.0)
    rows = np.repeat(np.arange(400), weight.astype(int))
    # Knots depend on the beats and not on their weights, so that clipping is off and extremes stay.
    weighted = SplineLDA(knots=2, clip=0).fit(features, target, weight)
    repeated = SplineLDA(knots=2, clip=0).fit(features[rows], target[rows])
    assert weighted.predict_proba(features) == pytest.approx(
        repeated.predict_proba(features), abs=1e-9
    )


def test_a_beat_without_weight_is_absent(beats):
    features, target = beats
    far = np.concatenate([features, np.full((50, 4), 100.0)])
    weight = np.repeat([1.0, 0.0], [400, 50])
    model = SplineLDA().fit(far, np.append(target, np.full(50, 2)), weight)
    expected = SplineLDA().fit(features, target).predict_proba(features)
    assert model.predict_proba(features) == pytest.approx(expected, abs=1e-9)


def test_the_prior_lies_between_equal_and_the_shares(beats):
    features, target = beats
    rare = [
        SplineLDA(prior_power=power).fit(features, target).predict_proba(features)[:, 2].mean()
        for power in (0, 0.4, 1)
    ]
    assert rare[0] > rare[1] > rare[2] > 0


def test_features_beyond_the_limits_are_clipped(beats):
    model = SplineLDA().fit(*beats)
    inside = model.predict_proba(model.knots_[[-1]])
    assert model.predict_proba(model.knots_[[-1]] + 100) == pytest.approx(inside)


def test_a_constant_feature_changes_nothing(beats):
    features, target = beats
    longer = np.column_stack([features, np.full(400, 7.0)])
    found = SplineLDA(shrinkage=0).fit(longer, target).predict_proba(longer)
    assert np.isfinite(found).all()
    assert found == pytest.approx(
        SplineLDA(shrinkage=0).fit(features, target).predict_proba(features), abs=1e-3
    )


def test_it_is_an_estimator_of_scikit_learn(beats):
    model = clone(SplineLDA(knots=5)).fit(*beats)
    assert model.get_params()["knots"] == 5
    assert model.predict(beats[0]).tolist() == model.predict_proba(beats[0]).argmax(axis=1).tolist()
    assert model.score(*beats) > 0.7
