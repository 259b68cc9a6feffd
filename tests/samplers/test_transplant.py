import numpy as np
import pytest
from evenbeat.samplers import TransplantSampler
from imblearn.pipeline import make_pipeline
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_score


def medians(X):
    """Compute each patient's median beat, in the order of their numbers."""
    return np.array([np.median(X[X[:, -1] == patient, :40], axis=0) for patient in range(3)])


@pytest.fixture(scope="module")
def transplanted(table):
    sampler = TransplantSampler(random_state=0, n_features=2, patient_column=-1)
    return sampler, *sampler.fit_resample(*table)


def test_the_real_beats_stay_and_the_rare_class_is_filled(table, transplanted):
    X, y = table
    _, X_new, y_new = transplanted
    assert np.array_equal(X_new[:90], X)
    assert np.array_equal(y_new[:90], y)
    assert set(y_new[90:]) == {"V"}
    assert np.count_nonzero(y_new == "V") == np.count_nonzero(y_new == "N") == 81


def test_a_beats_change_is_added_to_the_median_beat_of_another_patient(table, transplanted):
    X, y = table
    sampler, X_new, _ = transplanted
    source, template = sampler.sample_indices_, medians(X)
    assert np.array_equal(source[:90], np.arange(90))
    assert set(y[source[90:]]) == {"V"}
    made, real = X_new[90:], X[source[90:]]
    change = real[:, :40] - template[real[:, -1].astype(int)]
    assert made[:, :40] - template[made[:, -1].astype(int)] == pytest.approx(change)
    assert set(made[:, -1]) == {0, 1, 2}
    assert (made[:, -1] != real[:, -1]).any()


def test_the_features_are_those_of_the_beat_that_was_moved(table, transplanted):
    sampler, X_new, _ = transplanted
    assert np.array_equal(X_new[90:, 40:42], table[0][sampler.sample_indices_[90:], 40:42])


def test_same_random_state_same_bytes(table, transplanted):
    def sample(random_state):
        return TransplantSampler(
            random_state=random_state, n_features=2, patient_column=-1
        ).fit_resample(*table)[0]

    assert sample(0).tobytes() == transplanted[1].tobytes()
    assert sample(1).tobytes() != transplanted[1].tobytes()


def test_names_in_a_frame_give_the_same_beats_as_numbers_in_an_array(frame, transplanted):
    sampler = TransplantSampler(random_state=0, n_features=2, patient_column="patient")
    X_new, y_new = sampler.fit_resample(*frame)
    assert X_new.dtypes.equals(frame[0].dtypes)
    assert X_new.index.equals(y_new.index)
    assert np.array_equal(X_new.drop(columns="patient"), transplanted[1][:, :-1])
    expected = np.array(["anna", "ben", "cleo"])[transplanted[1][:, -1].astype(int)]
    assert X_new["patient"].tolist() == expected.tolist()
    assert sampler.get_feature_names_out().tolist() == list(frame[0].columns)


def test_without_patients_beats_are_repeated_with_a_warning(table):
    X, y = table
    sampler = TransplantSampler(random_state=0)
    with pytest.warns(UserWarning, match="all beats are of one patient.*Set patient_column"):
        X_new, _ = sampler.fit_resample(X, y)
    assert np.array_equal(X_new, X[sampler.sample_indices_])


def test_a_balanced_array_stays_as_it_is(table):
    X, y = table
    rows = np.concatenate([np.flatnonzero(y == cls)[:9] for cls in "NV"])
    sampler = TransplantSampler(random_state=0, n_features=2, patient_column=-1)
    X_new, y_new = sampler.fit_resample(X[rows], y[rows])
    assert np.array_equal(X_new, X[rows])
    assert np.array_equal(y_new, y[rows])
    assert np.array_equal(sampler.sample_indices_, np.arange(18))


def test_a_pipeline_is_scored_on_other_patients(table):
    X, y = table
    pipeline = make_pipeline(
        TransplantSampler(random_state=0, n_features=2, patient_column=-1),
        make_column_transformer(("passthrough", slice(0, 40))),
        LogisticRegression(),
    )
    scores = cross_val_score(
        pipeline, X, y, groups=X[:, -1], cv=GroupKFold(3), scoring="f1_macro", error_score="raise"
    )
    assert scores == pytest.approx([1, 1, 1])
