import numpy as np
import pytest
from evenbeat.beats import scaling
from evenbeat.runtime.errors import InputError


def medians(values):
    return np.broadcast_to(np.median(values, axis=0), values.shape)


def test_per_beat_scaling_reaches_both_bounds():
    windows = np.array([[1.0, 3.0, 2.0], [-5.0, 0.0, 5.0]])
    waveforms, templates = scaling.scale_per_beat(windows, slice(0, 3), medians)
    assert waveforms.tolist() == [[-1, 1, 0], [-1, 0, 1]]
    assert templates.tolist() == [[-1, 0.5, 0.5]] * 2


def test_a_beat_without_deflection_becomes_zeros():
    waveforms, _ = scaling.scale_per_beat(np.full((1, 4), 7.0), slice(0, 4), medians)
    assert waveforms.tolist() == [[0, 0, 0, 0]]


def test_a_flat_lead_is_refused():
    with pytest.raises(InputError, match="the lead is flat where the beats are"):
        scaling.scale_per_record(np.full((2, 4), 3.0), slice(0, 4), medians)
    with pytest.raises(InputError, match="below 1 uV"):
        scaling.scale_per_record(np.array([[0, 1e-6, 0, 0]]), slice(0, 4), medians)


def test_per_record_scaling_divides_by_the_median_qrs():
    windows = np.array([[9.0, 0, 1, 0], [9, 0, 2, 0], [9, 0, 6, 0]])
    waveforms, templates = scaling.scale_per_record(windows, slice(1, 4), medians)
    assert waveforms == pytest.approx(windows / 2)
    assert templates == pytest.approx(np.tile([4.5, 0, 1, 0], (3, 1)))


def test_waveform_and_template_have_one_unit_where_the_amplitude_changes():
    """The first beat is compared with the third, half as high, and the others with the first."""
    windows = np.array([[0.0, 4], [0, 4], [0, 2]])
    waveforms, templates = scaling.scale_per_record(windows, slice(0, 2), lambda v: v[[2, 0, 0]])
    assert waveforms[:, 1].tolist() == [2, 1, 0.5]
    assert templates[:, 1].tolist() == [1, 1, 1]
