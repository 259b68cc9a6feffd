import keras
import numpy as np
import pytest
from evenbeat.classifier import network
from evenbeat.classifier.spline_layers import NEVER
from scipy.special import softmax


@pytest.fixture(scope="module")
def described():
    """Give features of three classes; the last feature is constant."""
    rng = np.random.default_rng(0)
    target = np.arange(300) % 3
    features = rng.normal(size=(300, 4)) + np.eye(4)[target] * 2
    features[:, 3] = 5
    return features, target


@pytest.fixture(scope="module")
def wide(described):
    return network.fit_wide_part(*described, np.ones(300), knots=5)


@pytest.fixture(scope="module")
def model(wide):
    return network.build_classifier(300, wide, 4, seed=0)


def inputs(features):
    waves = np.zeros((len(features), 300), np.float32)
    return [waves, waves, features.astype(np.float32)]


def test_the_wide_part_is_the_discriminant_analysis(described, wide, model):
    """Also beyond the limits of the features, to which both clip."""
    features = described[0] * np.linspace(0.5, 3, 300)[:, None]
    discriminant = keras.Model(model.inputs, model.get_layer("discriminant").output)
    logits = discriminant.predict(inputs(features), verbose=0)
    assert logits[:, 3] == pytest.approx(np.full(300, NEVER))
    said = softmax(logits[:, :3], axis=1)
    assert said == pytest.approx(wide.lda.predict_proba(features), abs=1e-3)


def test_training_changes_the_deep_parts_only(model):
    _, deep = network.split_classifier(model)
    assert len(model.trainable_variables) == len(deep.trainable_variables) > 0
    changed = {layer.name for layer in deep.layers if layer.trainable_variables}
    assert {"features_0", "features_2", "of_waveform", "head_3"} <= changed


def test_logits_are_those_of_the_parts(described, model):
    features = described[0]
    standardise, deep = network.split_classifier(model)
    waves = inputs(features)
    heads = deep.predict([*waves[:2], standardise.predict(waves[2], verbose=0)], verbose=0)
    discriminant = keras.Model(model.inputs, model.get_layer("discriminant").output)
    expected = discriminant.predict(waves, verbose=0) + heads[:, :3].mean(axis=1)
    expected += network.WAVEFORM_WEIGHT * heads[:, 3]
    assert model.predict(waves, verbose=0) == pytest.approx(expected, abs=1e-4)


def test_features_are_standardised_and_a_constant_one_is_zero(described, model):
    standardise, _ = network.split_classifier(model)
    found = standardise.predict(described[0].astype(np.float32), verbose=0)
    assert found[:, :3].mean(axis=0) == pytest.approx(np.zeros(3), abs=0.01)
    assert found[:, :3].std(axis=0) == pytest.approx(np.ones(3), abs=0.02)
    assert found[:, 3] == pytest.approx(np.zeros(300), abs=0.01)


def test_an_embedding_has_the_hidden_units(described, model):
    found = network.build_embedding(model).predict(inputs(described[0]), verbose=0)
    assert found.shape == (300, 64)
