import numpy as np
from evenbeat.beats.subsample import take_evenly


def test_spread_takes_beats_from_the_whole_table():
    assert take_evenly(np.arange(100), 3).tolist() == [0, 50, 99]
    assert take_evenly(np.arange(4), 10).tolist() == [0, 1, 2, 3]
