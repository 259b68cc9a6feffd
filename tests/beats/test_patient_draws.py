from types import SimpleNamespace

import numpy as np
import pytest
from evenbeat.beats import patient_draws
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.errors import InputError


@pytest.fixture
def beats():
    """Give beats of six patients of each of two databases, whose names collide."""
    patient = np.repeat([f"{name}/{n}" for name in ("mitdb", "svdb") for n in range(6)], 10)
    label = np.tile(["N"] * 7 + ["S"] * 3, 12)
    return {"label": label, "patient": patient, "record": patient, "sample": np.arange(120)}


def patients(beats, rows):
    return set(beats["patient"][rows])


def test_draws_are_nested_and_differ(beats):
    small, large, other = (
        patients(beats, patient_draws.draw_patients(beats, number, draw, "svdb", 3, 0)[0])
        for number, draw in ((3, 0), (8, 0), (3, 3))
    )
    assert len(small) == 3
    assert len(large) == 8
    assert small < large
    assert other != small


def test_each_patient_of_the_database_is_left_out_once_and_then_never_drawn(beats):
    seen = []
    for draw in range(3):
        drawn, left_out = patient_draws.draw_patients(beats, 10, draw, "svdb", 3, 0)
        assert not (drawn & left_out).any()
        assert (drawn | left_out).all()
        seen += sorted(patients(beats, left_out))
    assert sorted(seen) == [f"svdb/{n}" for n in range(6)]


def test_too_many_patients_are_an_error(beats):
    with pytest.raises(InputError, match="11 patients cannot be drawn from 10"):
        patient_draws.draw_patients(beats, 11, 0, "svdb", 3, 0)


def test_left_out_patients_are_scored_beside_the_test_beats(beats, tmp_path):
    test = {name: column[:5] for name, column in beats.items()}
    paths = SimpleNamespace(train=tmp_path / "train.h5", test=tmp_path / "test.h5")
    drawn, left_out = patient_draws.draw_patients(beats, 4, 1, "svdb", 3, 0)
    patient_draws.write_draw(paths, beats, test, drawn, left_out, {"split": "patients4_draw1"})
    columns = ("label", "patient")
    assert len(read_beats(paths.train, columns)["label"]) == 40
    scored = read_beats(paths.test, columns)["patient"]
    assert scored.tolist() == test["patient"].tolist() + beats["patient"][left_out].tolist()
    assert [read_attributes(path)["side"] for path in (paths.train, paths.test)] == [
        "train",
        "test",
    ]
