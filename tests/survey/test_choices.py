from collections import Counter

import pytest
from evenbeat.survey.choices import (
    choose_classes,
    draw_sides,
    find_patients,
)
from evenbeat.survey.records import Header


def headers(*comments):
    return [Header(str(place), "", comments=(text,)) for place, text in enumerate(comments)]


@pytest.mark.parametrize(
    ("comments", "expected"),
    [
        (("patient 1", "patient 2"), {"0": "1", "1": "2"}),
        (("Patient ID: p-07", "Subject No. 8"), {"0": "p-07", "1": "8"}),
        (("Subject ID: s07", "Patient: s7"), {"0": "s07", "1": "s7"}),
        (("Patient #7", "subject=8y1"), {"0": "7", "1": "8y1"}),
        (("patient 4", "age 61"), {"0": "4", "1": "1"}),
        (("patient 1", "age 61"), {"0": "1", "1": "record 1"}),  # two patients, not one
        (("patient 1", "patient 1"), {"0": "1", "1": "1"}),
        (("Not a patient.", "Not a patient."), {"0": "0", "1": "1"}),
    ],
)
def test_a_record_is_of_the_named_patient_or_else_of_its_own(comments, expected):
    assert find_patients(headers(*comments))[0] == expected


@pytest.mark.parametrize(
    "comment",
    ["50 years old", "50-year-old man", ": 50 yrs", "50 y", "50y/o", "50 yo", "3 months old"],
)
def test_an_age_is_no_name(comment):
    assert find_patients(headers(f"Patient {comment}"))[1] == ["0"]


def test_headers_without_a_name_or_with_several_are_listed():
    found = headers("Patient: s1", "Patient: s1", "Patient: s0", "", "Patient: s1, subject s2")
    patients, unnamed, ambiguous = find_patients(found)
    assert list(patients.values()) == ["s1", "s1", "s0", "3", "4"]
    assert unnamed == ["3"]
    assert ambiguous == {"4": ["s1", "s2"]}


def test_sides_have_every_class_that_two_patients_have():
    """Only two of ten patients have F: one for each side."""
    beats = {f"p{n}": Counter(N=100, V=n, F=20 * (n in (3, 4))) for n in range(10)}
    for seed in range(5):
        sides = draw_sides(beats, 0.5, seed)
        assert Counter(sides.values()) == {"train": 5, "test": 5}
        assert sides["p3"] != sides["p4"]


def test_sides_follow_from_the_seed():
    beats = {f"p{n}": Counter(N=100) for n in range(12)}
    assert draw_sides(beats, 0.5, 1) == draw_sides(beats, 0.5, 1)
    assert draw_sides(beats, 0.5, 1) != draw_sides(beats, 0.5, 2)
    assert Counter(draw_sides(beats, 0.25, 0).values())["test"] == 3


def test_one_patient_trains_only():
    assert draw_sides({"p0": Counter(N=1)}, 0.5, 0) == {"p0": "train"}


def test_classes_need_beats_on_both_sides():
    train, test = Counter(N=90, S=10, V=50, Q=40), Counter(N=90, S=10, V=9, Q=40)
    assert choose_classes(train, test) == {
        "interpatient": ["N", "S"],
        "intrapatient": ["N", "S", "V", "Q"],
    }
    assert choose_classes(Counter(N=50), Counter(N=50)) == {}
    assert list(choose_classes(train, Counter())) == ["intrapatient"]
