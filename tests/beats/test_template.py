import numpy as np
from evenbeat.beats import template


def test_each_beat_has_the_median_of_its_record_beside_it():
    waveforms = np.array([[0.0, 5.0], [1.0, 1.0], [9.0, 2.0]])
    assert template.repeat_median(waveforms).tolist() == [[1, 2]] * 3
    assert template.repeat_median(waveforms[:0]).shape == (0, 2)
