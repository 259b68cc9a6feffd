import numpy as np
import pytest
from evenbeat.beats import scaling
from evenbeat.runtime.errors import InputError


def test_per_beat_scaling_reaches_both_bounds():
    windows = np.array([[1.0, 3.0, 2.0], [-5.0, 0.0, 5.0]])
    assert scaling.scale_per_beat(windows, slice(0, 3)).tolist() == [[-1, 1, 0], [-1, 0, 1]]


def test_a_beat_without_deflection_becomes_zeros():
    assert scaling.scale_per_beat(np.full((1, 4), 7.0), slice(0, 4)).tolist() == [[0, 0, 0, 0]]


def test_a_flat_lead_is_refused():
    with pytest.raises(InputError, match="the lead is flat where the beats are"):
        scaling.scale_per_record(np.full((2, 4), 3.0), slice(0, 4))


def test_per_record_scaling_divides_by_the_median_qrs():
    windows = np.array([[9.0, 0, 1, 0], [9, 0, 2, 0], [9, 0, 6, 0]])
    scaled = scaling.scale_per_record(windows, slice(1, 4))
    assert scaled == pytest.approx(windows / 2)
