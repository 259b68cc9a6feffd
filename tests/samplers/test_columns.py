import dataclasses

import numpy as np
import pandas as pd
import pytest
from evenbeat.runtime.errors import InputError
from evenbeat.samplers import TransplantSampler
from evenbeat.samplers.columns import NewBeats, join_columns, split_columns
from scipy import sparse


def resample(X, y, **parameters):
    return TransplantSampler(random_state=0, **parameters).fit_resample(X, y)


def test_the_patients_column_may_be_anywhere(table):
    X, _ = table
    last, first = split_columns(X, 2, -1), split_columns(np.roll(X, 1, axis=1), 2, 0)
    for name in ("waveform", "features", "patient", "patients"):
        assert np.array_equal(getattr(last, name), getattr(first, name))
    assert last.waveform.shape == (90, 40)
    assert last.features.shape == (90, 2)


@pytest.mark.parametrize("number", [np.float32, np.int16])
def test_an_array_keeps_its_type_and_integers_are_rounded(table, number):
    X, y = table
    X = (100 * X).round().astype(number)
    X_new, _ = resample(X, y, patient_column=-1)
    exact, _ = resample(X.astype(float), y, patient_column=-1)
    assert X_new.dtype == number
    assert np.abs(X_new - exact).max() <= (0.5 if number is np.int16 else 1e-4)


@pytest.mark.parametrize("make", [np.array, pd.DataFrame])
def test_a_value_beyond_an_integer_type_is_refused(table, make):
    X, _ = table
    X = (60 * np.abs(X[:, :40])).round().astype(np.uint8)
    beyond = NewBeats(np.full((1, 40), -3.0), np.array([0]), np.array([0]))
    with pytest.raises(
        InputError, match=r"synthetic values .*uint8, .*-3; expected 0 to 255.*X\.as"
    ):
        join_columns(split_columns(make(X), 0, None), [beyond])
    within = dataclasses.replace(beyond, waveform=np.full((1, 40), 254.6))
    joined = np.asarray(join_columns(split_columns(make(X), 0, None), [within]))
    assert (joined[-1] == 255).all()


def test_a_frame_keeps_integers_categories_and_names(frame):
    X, y = frame
    waveform = X.filter(like="sample")
    X = X.astype({"patient": "category"}).assign(**(100 * waveform).round().astype(int))
    X_new, _ = resample(X, y, n_features=2, patient_column="patient")
    exact, _ = resample(X.astype(dict.fromkeys(waveform, float)), y, n_features=2, patient_column=0)
    assert X_new.dtypes.equals(X.dtypes)
    difference = X_new[list(waveform)] - exact[list(waveform)]
    assert 0 < difference.abs().to_numpy().max() <= 0.5


@pytest.mark.parametrize("make", [sparse.csr_matrix, sparse.csc_array], ids=["csr", "csc"])
def test_a_sparse_array_stays_one(table, make):
    X, y = table
    X_new, _ = resample(make(X), y, n_features=2, patient_column=-1)
    expected, _ = resample(X, y, n_features=2, patient_column=-1)
    assert X_new.format == make(X).format
    assert np.array_equal(X_new.toarray(), expected)


def test_a_list_may_name_patients(table):
    X, y = table
    named = [[*map(float, row[:-1]), f"patient {row[-1]:.0f}"] for row in X]
    X_new, y_new = resample(named, y.tolist(), n_features=2, patient_column=-1)
    assert X_new[:90] == named
    assert {row[-1] for row in X_new[90:]} == {"patient 0", "patient 1", "patient 2"}
    assert isinstance(y_new, list)


def with_nan(X):
    X = X.copy()
    X[3, 7] = np.nan
    return X


def without_patient(X):
    X = X.copy()
    X[3, -1] = np.nan
    return X


@pytest.mark.parametrize(
    ("change", "parameters", "message"),
    [
        (with_nan, {}, "X contains NaN"),
        (without_patient, {"patient_column": -1}, "the patient of 1 beats is missing"),
        (np.array, {"patient_column": 43}, "patient_column is 43, but X has 43 columns.*-43 to 42"),
        (np.array, {"patient_column": "patient"}, "no column 'patient': its columns have no names"),
        (
            pd.DataFrame,
            {"patient_column": "patient"},
            "no column 'patient': its columns are 0 to 42",
        ),
        (np.array, {"n_features": 42}, "43 columns.*n_features is 42.*leaves 1.*at least 2"),
        (np.array, {"n_features": 41, "patient_column": 0}, "X has 42 columns without.*leaves 1"),
        (lambda X: X[:, 0], {}, "Expected 2D array"),
        (lambda X: X[:5], {}, "inconsistent numbers of samples"),
        (lambda X: np.array([["a", "b"]] * 90), {}, r"has text .*'a': convert X with X\.astype"),
        (lambda X: X.astype(str), {}, "X has text where numbers are expected"),
        (lambda X: pd.DataFrame(X.astype(str)), {}, "X has text where numbers are expected"),
        (lambda X: X.astype("S9").astype(object), {"patient_column": 0}, "X has text where"),
    ],
)
def test_what_is_no_array_of_beats_is_refused(table, change, parameters, message):
    X, y = table
    with pytest.raises(ValueError, match=message):
        resample(change(X), y, **parameters)


def test_one_class_is_refused(table):
    with pytest.raises(ValueError, match="more than 1 class"):
        resample(table[0], np.zeros(90))


def test_the_samplers_errors_are_those_of_the_workflow(table):
    with pytest.raises(InputError):
        split_columns(table[0], 0, "patient")
