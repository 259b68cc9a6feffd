from collections import Counter

import numpy as np
import pytest
from evenbeat.beats.folds import assign_folds, write_fold
from evenbeat.beats.table import read_beats
from evenbeat.runtime.errors import InputError
from hypothesis import given
from hypothesis import strategies as st

BEATS = st.lists(
    st.tuples(st.sampled_from(["N", "S", "V"]), st.sampled_from("abcdefgh")), min_size=8
)


@given(BEATS, st.integers(2, 4), st.randoms())
def test_no_patient_is_in_two_folds_whatever_the_order(beats, folds, random):
    labels, patients = (np.array(column) for column in zip(*beats, strict=True))
    if folds > min(len(set(patients)), max(Counter(labels.tolist()).values())):
        return
    found = assign_folds(labels, patients, folds)
    of_patient = dict(zip(patients, found, strict=True))
    assert [of_patient[patient] for patient in patients] == found.tolist()
    assert set(found) == set(range(folds))
    order = list(range(len(beats)))
    random.shuffle(order)
    assert assign_folds(labels[order], patients[order], folds).tolist() == found[order].tolist()


def test_rare_beats_are_spread():
    """Four patients with many S each, four with few: each fold has one of the former."""
    patients = np.repeat(list("abcdefgh"), 100)
    labels = np.full(800, "N")
    for place, number in enumerate([40, 1, 50, 2, 45, 0, 60, 3]):
        labels[100 * place : 100 * place + number] = "S"
    found = assign_folds(labels, patients, 4)
    per_fold = [np.sum(labels[found == fold] == "S") for fold in range(4)]
    assert min(per_fold) >= 40
    assert [len(set(patients[found == fold])) for fold in range(4)] == [2, 2, 2, 2]


def test_more_folds_than_patients_are_refused():
    with pytest.raises(InputError, match=r"only 2 patients in training.*Lower .* tuning\.folds"):
        assign_folds(np.array(["N", "N"]), np.array(["a", "b"]), 3)


def test_more_folds_than_beats_of_any_class_are_refused():
    with pytest.raises(
        InputError, match=r"only 2 beats of the largest class.*Lower .* tuning\.folds"
    ):
        assign_folds(np.array(["N", "N", "S", "S"]), np.array(list("abcd")), 3)


def test_a_fold_is_what_the_others_are_not(tmp_path):
    class Paths:
        train, validation = tmp_path / "train.h5", tmp_path / "validation.h5"

    beats = {
        "label": np.tile(["N", "S"], 6),
        "patient": np.repeat(["a", "b", "c"], 4),
        "sample": np.arange(12),
    }
    seen = []
    for fold in range(3):
        write_fold(Paths, beats, 3, fold, {"split": "x"})
        train, validation = (
            read_beats(path, ("patient", "sample")) for path in (Paths.train, Paths.validation)
        )
        assert not set(train["patient"]) & set(validation["patient"])
        assert sorted([*train["sample"], *validation["sample"]]) == list(range(12))
        seen += validation["sample"].tolist()
    assert sorted(seen) == list(range(12))
