import re
from functools import partial

import numpy as np
import pytest
from classifier_settings import NETWORK
from evenbeat.balancing.arm import Arm
from evenbeat.classifier import estimator, fit_network
from evenbeat.classifier.kinds import Kind
from evenbeat.tuning import trial

CLASSES = ["N", "V"]
FOREST = Kind(
    estimator="sklearn.ensemble.RandomForestClassifier",
    parameters={"n_estimators": 3, "min_samples_leaf": 4},
)
FITS = {
    "network": partial(
        fit_network.fit_and_predict, training=NETWORK | {"steps": 30}, centre=100, sampling_rate=360
    ),
    "estimator": partial(estimator.fit_and_predict, kind=FOREST, centre=100, sampling_rate=360),
}


def draw_beats(seed):
    rng = np.random.default_rng(seed)
    height = np.repeat([[0.5], [0.6]], [40, 8], axis=0)
    bump = np.exp(-(((np.arange(300) - 100) / 10) ** 2))
    return {
        "waveform": (height * bump + rng.normal(0, 1, (48, 300))).astype(np.float32),
        "template": np.zeros((48, 300), np.float32),
        "rhythm": rng.normal(0, 0.1, (48, 6)).astype(np.float32),
        "label": np.repeat(CLASSES, [40, 8]),
    }


@pytest.fixture(scope="module")
def beats():
    return draw_beats(seed=0)


@pytest.fixture(scope="module")
def validation():
    return draw_beats(seed=1)


@pytest.mark.parametrize("kind", FITS)
def test_each_setting_and_run_has_its_predictions(beats, validation, kind):
    settings = [Arm("none"), Arm("class_weights", settings={"power": 1})]
    lines = []
    fit = partial(FITS[kind], classes=CLASSES)
    predicted = trial.run_trials(
        beats, validation, CLASSES, settings, [{}, {}], 100, fit, lines.append
    )
    assert predicted.shape == (2, 2, 48, 2)
    assert predicted.sum(axis=3) == pytest.approx(np.ones((2, 2, 48)), abs=1e-5)
    assert not np.array_equal(predicted[0, 0], predicted[0, 1])
    assert lines[0] == "setting 1 of 2, run 1 of 2"
    assert any(re.fullmatch(r"setting 2 of 2, run 1 of 2, \d+ s left", line) for line in lines)
    again = trial.run_trials(beats, validation, CLASSES, settings[1:], [{}], 100, fit, lines.append)
    assert np.array_equal(again[0, 0], predicted[1, 0])
