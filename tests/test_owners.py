import numpy as np
import pytest
from evenbeat.owners import judge_patient, weigh_patients


@pytest.mark.parametrize(
    ("patients", "expected"), [(["a", "b", "c", "", "a"], [2, 1, 0, 0, 2]), ([], [])]
)
def test_beats_count_for_what_their_patient_has(patients, expected):
    found = judge_patient(np.array(patients, dtype=str), np.array(["a", "b", "a"]))
    assert found.tolist() == expected


def test_a_patient_counts_by_the_root_of_its_beats():
    weight = weigh_patients(np.array(["a", "b", "a", "a", "a"]))
    assert weight.sum() == pytest.approx(1)
    assert weight[1] / weight[[0, 2, 3, 4]].sum() == pytest.approx(1 / 2)
