import subprocess
import sys

import numpy as np
import pytest
from conftest import ROOT
from evenbeat.runtime.errors import InputError
from evenbeat.samplers import FlowSampler, GANSampler
from imblearn.pipeline import make_pipeline
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_score

LITTLE = {"epochs": 1, "training": {"steps_per_epoch": 2, "batch": 8, "min_beats": 8}}
COLUMNS = {"n_features": 2, "patient_column": -1}
MIXTURE = {
    "model": "mixture",
    "module": ROOT / "docs/own_mixture.py",
    "epochs": 20,
    "training": {"components": 3},
}


@pytest.fixture(scope="module", params=["hinge", "transfer", "flow"])
def resampled(request, table, little_training):
    sampler = GANSampler(request.param, random_state=0, **LITTLE, **COLUMNS)
    return request.param, sampler.fit_resample(*table)


def test_the_rare_class_is_filled_behind_the_real_beats(table, resampled):
    X, y = table
    _, (X_new, y_new) = resampled
    assert np.array_equal(X_new[:90], X)
    assert np.array_equal(y_new[:90], y)
    assert y_new[90:].tolist() == ["V"] * 72
    assert np.isfinite(X_new).all()
    assert X_new[90:, :40].std(axis=0).max() > 0


def test_features_are_those_of_the_nearest_real_beat_of_the_class(table, resampled):
    X, y = table
    _, (X_new, _) = resampled
    real, made = X[y == "V"], X_new[90:]
    nearest = np.square(made[:, None, :40] - real[None, :, :40]).sum(axis=2).argmin(axis=1)
    assert np.array_equal(made[:, 40:42], real[nearest, 40:42])
    assert set(made[:, 42]) <= {0, 1, 2}


def test_same_random_state_same_bytes(table, resampled):
    model, (X_new, _) = resampled
    again = FlowSampler if model == "flow" else lambda **options: GANSampler(model, **options)
    X_again, _ = again(random_state=0, **LITTLE, **COLUMNS).fit_resample(*table)
    assert X_again.tobytes() == X_new.tobytes()


def test_another_random_state_makes_other_beats(table):
    first, other = (
        GANSampler(**MIXTURE, **COLUMNS, random_state=seed).fit_resample(*table)[0]
        for seed in (0, 1)
    )
    assert not np.isin(first[90:, 0], other[90:, 0]).any()


def test_the_patient_for_whom_a_beat_was_made_is_named(frame, little_training):
    X, y = frame
    sampler = GANSampler("transfer", random_state=0, **LITTLE, n_features=2, patient_column=0)
    X_new, _ = sampler.fit_resample(X, y)
    # Drawn uniformly, although the nearest beats may be of one.
    assert X_new["patient"][90:].value_counts().min() > 10


def test_ones_own_model_learns_the_beats_of_the_class_in_any_unit(table):
    X, y = table
    waveform = X[:, :40]
    sampler = GANSampler(**MIXTURE, random_state=0)
    made = sampler.fit_resample(waveform, y)[0][90:]
    real = waveform[y == "V"]
    assert made.mean(axis=0) == pytest.approx(real.mean(axis=0), abs=0.2)
    assert made.std(axis=0) == pytest.approx(real.std(axis=0), abs=0.2)
    in_units = sampler.fit_resample(1024 + 200 * waveform, y)[0][90:]
    assert (in_units - 1024) / 200 == pytest.approx(made, abs=1e-3)


@pytest.mark.parametrize(
    "parameters", [MIXTURE, {"model": "transfer", **LITTLE}], ids=["own", "all"]
)
def test_several_classes_are_filled_in_the_wanted_numbers(table, parameters, little_training):
    y = np.repeat([5, 2, 9], [60, 15, 15])
    sampler = GANSampler(**parameters, sampling_strategy={2: 20, 9: 18}, random_state=0)
    X_new, y_new = sampler.fit_resample(table[0][:, :40], y)
    assert y_new[90:].tolist() == [2] * 5 + [9] * 3
    assert np.isfinite(X_new).all()


def test_a_pipeline_is_scored_on_other_patients(table, little_training):
    X, y = table
    little = {"epochs": 1, "training": LITTLE["training"] | {"min_beats": 3}}
    pipeline = make_pipeline(
        GANSampler(random_state=0, **little, **COLUMNS),
        make_column_transformer(("passthrough", slice(0, 40))),
        LogisticRegression(),
    )
    scores = cross_val_score(pipeline, X, y, groups=X[:, -1], cv=GroupKFold(2), error_score="raise")
    assert len(scores) == 2


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({}, "class V has 9 beats, but the model hinge needs 32: leave.*lower min_beats"),
        ({"model": "flow"}, "class V has 9 beats, but the model flow needs 32"),
        ({"model": "blog"}, "the beats have 43 samples, but the model blog needs 300: choose"),
        ({"model": "hing"}, "there is no model 'hing'; expected one of: blog, wgan, hinge"),
        ({"training": {"min_beat": 3}}, "training has min_beat, which the model hinge does not"),
        ({"module": "no.py"}, "there is no Python file no.py"),
        ({"module": ROOT / "Makefile"}, r"Makefile .* must end in \.py"),
        ({**MIXTURE, "training": {}}, r"own_mixture\.py .*'components'.*Set it in training"),
        ({"training": {"batch": -1}}, "training has batch = -1; expected a whole number"),
        ({"epochs": 0}, "The 'epochs' parameter of GANSampler must be"),
    ],
)
def test_what_cannot_be_trained_is_refused(table, parameters, message):
    with pytest.raises(ValueError, match=message):
        GANSampler(**parameters).fit_resample(*table)


MINE = """
import numpy as np
from evenbeat.gan.interface import Model as Interface
class Model(Interface):
    def train(self, beats, training, seed, epochs, state=None, report=print):
        return {}, np.zeros((1, 1))
    def sample(self, state, number, seed):
        return {"waveform": np.zeros((number, 40)), **MORE}
"""


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("{'waveform': np.zeros((number, 39))}", r"\(72, 39\); expected \(72, 40\)"),
        ("{'patient': np.full(number, '3')}", "for the patient '3' .*'0' to '2'"),
        ("{'patient': np.full(number, 'x')}", r"mine\.py: .*for the patient 'x'"),
    ],
)
def test_what_ones_own_model_makes_is_checked(table, more, message, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(MINE.replace("MORE", more))
    with pytest.raises(InputError, match=message):
        GANSampler("mine", module=path, **COLUMNS).fit_resample(*table)


def test_a_training_shows_no_warning_of_tensorflow(table, tmp_path, caplog):
    path = tmp_path / "mine.py"
    warn = "import logging; logging.getLogger('tensorflow').warning('retracing')"
    path.write_text(
        MINE.replace("MORE", "{}").replace(
            "        return {},", f"        {warn}\n        return {{}},"
        )
    )
    GANSampler("mine", module=path, **COLUMNS).fit_resample(*table)
    assert "retracing" not in caplog.text


def test_a_model_of_all_classes_fills_four_at_most(table):
    X, y = table[0], np.repeat(range(6), [40, 10, 10, 10, 10, 10])
    with pytest.raises(InputError, match=r"fills 5 classes.*transfer can fill at most 4"):
        GANSampler("transfer", **LITTLE).fit_resample(X, y)


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_is_shown_on_a_terminal_only(table, terminal, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    GANSampler(**MIXTURE, random_state=0).fit_resample(*table)
    shown = capsys.readouterr()
    assert not shown.out
    assert ("mixture, class V: epoch 20 of 20: mixture" in shown.err) is terminal
    GANSampler(**MIXTURE, random_state=0, verbose=False).fit_resample(*table)
    assert not capsys.readouterr().err


def test_the_samplers_are_imported_without_tensorflow():
    code = "import sys; import evenbeat.samplers; print('tensorflow' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(ROOT / "workflow/scripts")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
