"""Files of fitted estimators."""

import io
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import skops.io
from conftest import ROOT
from evenbeat.classifier.skops_file import load_model, save_model
from evenbeat.classifier.spline_lda import SplineLDA
from evenbeat.io.checksum_trailer import LENGTH, append_checksum
from evenbeat.runtime.errors import InputError
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

FOREST = "sklearn.ensemble.RandomForestClassifier"
LDA = "evenbeat.classifier.spline_lda.SplineLDA"
RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(60, 4)), np.repeat([0, 1, 2], 20)
# In a process of its own, so that objects have other addresses.
WRITE = """
import sys
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from evenbeat.classifier.skops_file import save_model
rng = np.random.default_rng(0)
X, Y = rng.normal(size=(60, 4)), np.repeat([0, 1, 2], 20)
forest = RandomForestClassifier(5, random_state=0)
model = Pipeline([("scaler", StandardScaler()), ("estimator", forest)])
save_model(sys.argv[1], model.fit(X, Y))
"""


def fitted(estimator, first=None):
    steps = [("scaler", first or StandardScaler()), ("estimator", estimator)]
    return Pipeline(steps).fit(X, Y)


@pytest.fixture(scope="module")
def forest():
    return fitted(RandomForestClassifier(5, random_state=0))


def test_a_model_of_some_features_predicts_the_same(tmp_path):
    selection = ColumnTransformer([("named", "passthrough", [2, 0])])
    steps = [("selection", selection), ("scaler", StandardScaler()), ("estimator", SplineLDA())]
    model = Pipeline(steps).fit(X, Y)
    save_model(tmp_path / "model.skops", model)
    found = load_model(tmp_path / "model.skops", LDA)
    assert np.array_equal(found.predict_proba(X), model.predict_proba(X))


@pytest.mark.parametrize(
    ("estimator", "path"),
    [
        (RandomForestClassifier(5, random_state=0), FOREST),
        (LogisticRegression(), "sklearn.linear_model.LogisticRegression"),
        (SplineLDA(), LDA),
    ],
)
def test_a_loaded_model_predicts_the_same(tmp_path, estimator, path):
    model = fitted(estimator)
    save_model(tmp_path / "model.skops", model)
    loaded = load_model(tmp_path / "model.skops", path)
    assert np.array_equal(loaded.predict_proba(X), model.predict_proba(X))


def test_the_same_model_gives_the_same_bytes(forest, tmp_path):
    save_model(tmp_path / "one.skops", forest)
    save_model(tmp_path / "two.skops", fitted(RandomForestClassifier(5, random_state=0)))
    save_model(tmp_path / "other.skops", fitted(RandomForestClassifier(5, random_state=1)))
    command = [sys.executable, "-c", WRITE, tmp_path / "elsewhere.skops"]
    subprocess.run(command, check=True, cwd=ROOT / "workflow/scripts")
    names = ("one", "two", "elsewhere", "other")
    one, *same, other = ((tmp_path / f"{name}.skops").read_bytes() for name in names)
    assert same == [one, one]
    assert one != other


def test_other_programs_read_the_file(forest, tmp_path):
    save_model(tmp_path / "model.skops", forest)
    content = (tmp_path / "model.skops").read_bytes()[:-LENGTH]
    trusted = skops.io.get_untrusted_types(data=content)
    assert len(skops.io.loads(content, trusted=trusted)[-1].estimators_) == 5
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    # The checksum behind the archive is taken for its comment or ignored.
    assert skops.io.get_untrusted_types(file=tmp_path / "model.skops") == trusted


def test_a_damaged_file_is_an_error(forest, tmp_path):
    path = tmp_path / "model.skops"
    save_model(path, forest)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"model\.skops is not intact"):
        load_model(path, FOREST)


@pytest.mark.parametrize("content", [b"nothing", b"PK"])
def test_what_is_no_model_is_an_error(tmp_path, content):
    path = tmp_path / "model.skops"
    path.write_bytes(content)
    append_checksum(path)
    with pytest.raises(InputError, match=r"is not a fitted .*Delete it and run again"):
        load_model(path, FOREST)


def test_another_estimator_is_an_error(forest, tmp_path):
    save_model(tmp_path / "model.skops", forest)
    with pytest.raises(InputError, match="it holds StandardScaler, RandomForestClassifier"):
        load_model(tmp_path / "model.skops", "sklearn.ensemble.ExtraTreesClassifier")
    with pytest.raises(InputError, match=r"untrusted types sklearn\.tree\._tree\.Tree"):
        load_model(tmp_path / "model.skops", LDA)


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("subprocess", r"untrusted types subprocess\.check_output"),
        # The same function, where scikit-learn has imported it.
        ("sklearn.utils._testing", r"untrusted types sklearn\.utils\._testing\.check_output"),
    ],
)
def test_a_file_brings_no_functions(tmp_path, where, seen):
    model = fitted(LogisticRegression())
    model.steps[0] = ("scaler", FunctionTransformer(subprocess.check_output))
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(skops.io.dumps(model))) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name).replace(b'"subprocess"', f'"{where}"'.encode())
            new.writestr(name, data)
    path = tmp_path / "model.skops"
    path.write_bytes(content.getvalue())
    append_checksum(path)
    with pytest.raises(InputError, match=seen):
        load_model(path, "sklearn.linear_model.LogisticRegression")


def test_a_file_brings_no_steps_of_its_own(tmp_path):
    model = fitted(LogisticRegression(), FunctionTransformer())
    save_model(tmp_path / "model.skops", model)
    with pytest.raises(InputError, match="it holds FunctionTransformer, LogisticRegression"):
        load_model(tmp_path / "model.skops", "sklearn.linear_model.LogisticRegression")


def test_what_skops_cannot_write_is_an_error(tmp_path):
    model = fitted(LogisticRegression())
    model[-1].more_ = (number for number in range(3))
    with pytest.raises(InputError, match="LogisticRegression cannot be stored without pickle"):
        save_model(tmp_path / "model.skops", model)
    assert not (tmp_path / "model.skops").exists()
