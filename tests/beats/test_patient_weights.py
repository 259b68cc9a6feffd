import numpy as np
import pytest
from evenbeat.beats.patient_weights import weigh_patients


def test_a_patient_counts_by_the_root_of_its_beats():
    weight = weigh_patients(np.array(["a", "b", "a", "a", "a"]))
    assert weight.sum() == pytest.approx(1)
    assert weight[1] / weight[[0, 2, 3, 4]].sum() == pytest.approx(1 / 2)
