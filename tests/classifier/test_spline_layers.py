import keras
import numpy as np
import pytest
from evenbeat.classifier.spline_layers import NEVER, add_discriminant, make_scale
from evenbeat.classifier.spline_lda import SplineLDA
from scipy.special import softmax


def compute_logits(lda, features, classes):
    x = keras.Input((features.shape[1],))
    model = keras.Model(x, add_discriminant(x, lda, classes))
    scale, offset = make_scale(lda)
    shares = np.clip(features @ scale + offset, 0, 1).astype(np.float32)
    return model.predict(shares, verbose=0)


def test_classes_that_are_far_from_the_others_keep_their_intercept():
    rng = np.random.default_rng(0)
    target = np.arange(600) % 3
    features = rng.normal(size=(600, 20)) + 3 * (target == 2)[:, None]
    lda = SplineLDA(knots=6).fit(features, target)
    assert lda.intercept_.min() < -50
    between = features * rng.uniform(0.3, 0.8, size=(600, 1))
    found = softmax(compute_logits(lda, between, 3), axis=1)
    assert found == pytest.approx(lda.predict_proba(between), abs=1e-3)
    assert 0.1 < found[:, 2].mean() < 0.9


def test_close_knots_do_no_harm():
    rng = np.random.default_rng(1)
    target = np.arange(600) % 2
    features = rng.normal(size=(600, 3)) ** 5 + target[:, None]
    lda = SplineLDA(knots=8).fit(features, target)
    assert np.diff(lda.knots_, axis=0).min() < 0.02 * np.ptp(lda.knots_)
    found = softmax(compute_logits(lda, features, 2), axis=1)
    assert found == pytest.approx(lda.predict_proba(features), abs=1e-4)


def test_a_class_without_training_beats_is_never_predicted():
    rng = np.random.default_rng(2)
    target = np.arange(90) % 3
    features = rng.normal(size=(90, 4))
    lda = SplineLDA().fit(features, target, sample_weight=(target != 1).astype(float))
    logits = compute_logits(lda, features, 4)
    assert (logits[:, [1, 3]] == NEVER).all()
    assert softmax(logits[:, [0, 2]], axis=1) == pytest.approx(
        lda.predict_proba(features)[:, [0, 2]], abs=1e-4
    )
