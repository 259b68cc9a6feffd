import numpy as np
import pytest
from evenbeat.screening.patient import patient_scores


@pytest.mark.parametrize(
    ("patients", "expected"), [(["a", "b", "c", "", "a"], [2, 1, 0, 0, 2]), ([], [])]
)
def test_beats_count_for_what_their_patient_has(patients, expected):
    found = patient_scores(np.array(patients, dtype=str), np.array(["a", "b", "a"]))
    assert found.tolist() == expected
