import numpy as np
import pytest
from evenbeat.beats.scaling import scale_per_beat
from evenbeat.gan.scaling import denormalise, measure_scale, normalise


def test_beats_scaled_one_by_one_keep_their_scale():
    windows = np.random.default_rng(0).normal(size=(50, 300))
    beats, _ = scale_per_beat(windows, slice(0, 300), lambda values: values)
    assert measure_scale(beats) == 1


def test_one_artefact_does_not_set_the_scale():
    beats = np.tile(np.linspace(-2, 2, 300), (50, 1))
    beats[0, 0] = 1000
    assert measure_scale(beats) == pytest.approx(2, rel=0.01)
    assert np.abs(normalise(beats, 2.0, 1.0)).max() == 1


def test_there_and_back():
    beats = np.random.default_rng(0).uniform(-3, 3, size=(5, 300))
    assert denormalise(normalise(beats, 3.0, 1.0), 3.0) == pytest.approx(beats, abs=1e-6)
    assert normalise(beats, 3.0, 1.0).dtype == denormalise(beats, 3.0).dtype == np.float32


def test_without_a_limit_nothing_is_clipped():
    beats = np.array([[-9.0, 12.0]])
    assert normalise(beats, 3.0, np.inf).tolist() == [[-3, 4]]
