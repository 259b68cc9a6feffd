import numpy as np
import pytest
from evenbeat.beats.patient_draws import draw_patients, leave_out_patients
from evenbeat.runtime.errors import InputError

CLASSES = ["N", "S"]
CURVE = {"left_out": "svdb", "folds": 3, "seed": 0}


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
        patients(beats, draw_patients(beats, number, draw, CURVE, CLASSES))
        for number, draw in ((3, 0), (8, 0), (3, 3))
    )
    assert len(small) == 3
    assert len(large) == 8
    assert small < large
    assert other != small


def test_each_patient_of_the_database_is_left_out_once_and_then_never_drawn(beats):
    seen = []
    for draw in range(3):
        drawn, left_out = (
            draw_patients(beats, 10, draw, CURVE, CLASSES),
            leave_out_patients(beats, draw, CURVE),
        )
        assert not (drawn & left_out).any()
        assert (drawn | left_out).all()
        seen += sorted(patients(beats, left_out))
    assert sorted(seen) == [f"svdb/{n}" for n in range(6)]


def test_too_many_patients_are_an_error(beats):
    with pytest.raises(InputError, match="11 patients cannot be drawn from 10"):
        draw_patients(beats, 11, 0, CURVE, CLASSES)


def test_drawn_patients_have_beats_of_each_class(beats):
    with pytest.raises(InputError, match=r"draw 2 of 4 patients has no beat of class V; .* Change"):
        draw_patients(beats, 4, 2, CURVE, ["N", "S", "V"])
