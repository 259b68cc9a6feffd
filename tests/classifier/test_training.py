import dataclasses

import numpy as np
import pytest
from classifier_settings import NETWORK
from conftest import eagerly
from evenbeat.balancing.training_set import real_training_set
from evenbeat.beats.features import add_features
from evenbeat.beats.table import FEATURES, concatenate
from evenbeat.classifier import inference, network
from evenbeat.classifier.fit_network import fit_network
from evenbeat.runtime.errors import InputError

BEAT = {"centre": 100, "sampling_rate": 360}
CLASSES = ["N", "V"]


@pytest.fixture(scope="module")
def beats():
    """Give narrow N and wide V, with a rhythm that says nothing."""
    rng = np.random.default_rng(0)
    width = np.repeat([[8.0], [25.0]], 40, axis=0)
    time = np.arange(300) - 100
    return {
        "waveform": np.exp(-((time / width) ** 2)).astype(np.float32)
        + rng.normal(0, 0.05, size=(80, 300)).astype(np.float32),
        "template": np.ones((80, 300), np.float32),
        "rhythm": rng.normal(size=(80, 6)).astype(np.float32),
        "label": np.repeat(CLASSES, 40),
    }


def fit(known, seed=0, training=NETWORK, **changes):
    training_set = dataclasses.replace(real_training_set(known, CLASSES), **changes)
    return fit_network(training_set, CLASSES, training, **BEAT, seed=seed, report=str)


def fit_shortly(known, seed=0, **changes):
    """Fit in a few steps, which are not worth compiling."""
    with eagerly():
        return fit(known, seed, NETWORK | {"steps": 4}, **changes)


def predict(model, beats, **options):
    return inference.predict(model, beats, **BEAT, **options)


@pytest.fixture(scope="module")
def fitted(beats):
    return fit(beats)


def test_it_learns_what_can_be_learned(fitted, beats):
    model, curve = fitted
    predicted = predict(model, beats).argmax(axis=1)
    assert np.mean(predicted == np.repeat([0, 1], 40)) > 0.95
    assert curve.shape == (60, 2)
    assert curve[-10:, 0].mean() < 0.5 * curve[:10, 0].mean()


def test_all_features_reach_the_output(beats):
    model, _ = fit_shortly(beats)

    def logits(beats):
        described = add_features(beats, **BEAT)
        return model.predict([described[one.name] for one in model.inputs], verbose=0)

    for column in FEATURES:
        assert not np.allclose(logits(beats | {column: -beats[column]}), logits(beats))


def test_predictions_are_probabilities_whatever_the_batch(fitted, beats):
    probabilities = predict(fitted[0], beats)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(80), abs=1e-5)
    assert predict(fitted[0], beats, batch=7) == pytest.approx(probabilities, abs=1e-5)


def test_same_seed_same_bytes_other_seed_others(beats, tmp_path):
    models = [fit_shortly(beats, seed)[0] for seed in (0, 0, 1)]
    for number, model in enumerate(models):
        network.save_classifier(tmp_path / f"{number}.h5", model)
    contents = [(tmp_path / f"{number}.h5").read_bytes() for number in range(3)]
    assert contents[0] == contents[1] != contents[2]


def test_weights_change_the_training(beats):
    weight = np.repeat([0.1, 5.0], 40).astype(np.float32)
    curves = [fit_shortly(beats, **changes)[1] for changes in ({}, {"weight": weight})]
    assert not np.array_equal(*curves)


def test_a_beat_of_no_weight_teaches_nothing(fitted, beats):
    nines = {name: np.full_like(beats[name], 9) for name in FEATURES}
    longer = concatenate([nines, {name: beats[name] for name in FEATURES}])
    weight = np.repeat([0, 1], 80).astype(np.float32)
    curves = []
    for target in (0, 1):
        targets = np.repeat([target, 0, 1], [80, 40, 40]).astype(np.int32)
        curves.append(fit_shortly(beats, beats=longer, weight=weight, target=targets)[1][:, 0])
    assert np.array_equal(*curves)


def test_a_saved_classifier_predicts_the_same(fitted, beats, tmp_path):
    path = tmp_path / "model.h5"
    network.save_classifier(path, fitted[0])
    loaded = network.load_classifier(path)
    expected = predict(fitted[0], beats)
    assert np.array_equal(predict(loaded, beats), expected)


def test_a_damaged_model_is_an_error(tmp_path):
    path = tmp_path / "model.h5"
    path.write_bytes(b"nothing")
    with pytest.raises(InputError, match=r"model\.h5 is not intact.*Delete it and run"):
        network.load_classifier(path)


def test_a_loss_that_is_not_finite_is_an_error(beats):
    with pytest.raises(InputError, match=r"lower network\.learning_rate of its kind"):
        fit(beats, training=NETWORK | {"learning_rate": 1e30})
