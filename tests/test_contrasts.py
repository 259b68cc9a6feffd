import numpy as np
import pytest
from evenbeat.contrasts import contrast_arms


def arms(rng, gain):
    """Give two arms of 4 GANs, 2 classifiers, 6 records; the first finds `gain` more V of 50."""
    confusion = np.zeros((2, 4, 2, 6, 2, 2), dtype=int)
    for arm, more in enumerate((gain, 0)):
        found = rng.binomial(50, 0.5 + more, size=(4, 2, 6))
        confusion[arm, ..., 0, 0] = 400
        confusion[arm, ..., 1, 1] = found
        confusion[arm, ..., 1, 0] = 50 - found
    return confusion


def test_a_plain_difference_is_sure_in_every_way():
    found = contrast_arms(*arms(np.random.default_rng(0), 0.3), 500, seed=0)
    assert found["mean"] > 0.1
    assert found["t"] < 0.01
    for interval in ("over_seeds", "over_records"):
        low, high = found[interval]
        assert 0 < low < found["mean"] < high


def test_no_difference_is_not():
    found = contrast_arms(*arms(np.random.default_rng(1), 0), 500, seed=0)
    assert found["t"] > 0.05
    for interval in ("over_seeds", "over_records"):
        low, high = found[interval]
        assert low < 0 < high


def test_the_other_way_round_is_the_opposite():
    first, second = arms(np.random.default_rng(0), 0.2)
    one, other = contrast_arms(first, second, 50, 3), contrast_arms(second, first, 50, 3)
    assert one["mean"] == pytest.approx(-other["mean"])
    assert one["t"] == pytest.approx(other["t"])
    assert one["over_seeds"] == pytest.approx([-x for x in other["over_seeds"][::-1]])
