import numpy as np
import pytest
from evenbeat.quality import spectrum
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


TIME = np.arange(300) / 360


def test_power_above_of_sines():
    slow, fast = np.sin(2 * np.pi * 12 * TIME), np.sin(2 * np.pi * 72 * TIME)
    beats = np.stack([slow, fast, slow + fast, 3 * slow + fast])
    found = spectrum.power_above(beats, 360, 40)
    assert found == pytest.approx([0, 1, 0.5, 0.1], abs=1e-3)
    assert spectrum.power_above(beats, 180, 40) == pytest.approx([0, 0, 0, 0], abs=1e-3)


def test_a_step_between_the_ends_is_no_power_above():
    step = 1 / (1 + np.exp(-(TIME - 0.4) / 0.05))
    assert spectrum.power_above(step[None], 360, 40) < 1e-5


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_beat_without_power_has_none_above(kind):
    flat = np.stack([0 * TIME, 0 * TIME + 0.1, 0.3 * TIME - 7.7]).astype(kind)
    assert (spectrum.power_above(flat, 360, 40) == 0).all()


@few
@given(seeds, st.floats(0.01, 100), st.floats(-5, 5), st.floats(-5, 5))
def test_power_above_does_not_know_gain_offset_and_trend(seed, gain, offset, trend):
    beats = normal(seed, 3, 300)
    found = spectrum.power_above(beats, 360, 40)
    assert ((found > 0) & (found < 1)).all()
    changed = gain * (beats + offset + trend * TIME)
    assert spectrum.power_above(changed, 360, 40) == pytest.approx(found)
