import numpy as np
import pytest
from evenbeat.evaluation.confusion import measure_all
from evenbeat.evaluation.contrasts import contrast_arms
from evenbeat.evaluation.statistics import resample_records


def arms(rng, gain):
    """Give two arms of 4 GANs, 2 classifiers, 6 records; the first finds `gain` more V of 50."""
    confusion = np.zeros((2, 4, 2, 6, 2, 2), dtype=int)
    for arm, more in enumerate((gain, 0)):
        found = rng.binomial(50, 0.5 + more, size=(4, 2, 6))
        confusion[arm, ..., 0, 0] = 400
        confusion[arm, ..., 1, 1] = found
        confusion[arm, ..., 1, 0] = 50 - found
    return confusion


def contrast(first, second, number, seed):
    measures = [measure_all(confusion.sum(axis=2)) for confusion in (first, second)]
    resampled = [
        resample_records(confusion.reshape(-1, 6, 2, 2), measure_all, number, seed)
        for confusion in (first, second)
    ]
    return contrast_arms(*measures, resampled[0] - resampled[1], number, seed)


def test_a_plain_difference_is_sure_in_every_way():
    found = contrast(*arms(np.random.default_rng(0), 0.3), 500, seed=0)
    assert found["mean"][0] > 0.1
    assert found["t"][0] < 0.01
    for over in ("over_seeds", "over_records"):
        assert 0 < found[f"{over}_low"][0] < found["mean"][0] < found[f"{over}_high"][0]


def test_no_difference_is_not():
    found = contrast(*arms(np.random.default_rng(1), 0), 500, seed=0)
    assert found["t"][0] > 0.05
    for over in ("over_seeds", "over_records"):
        assert found[f"{over}_low"][0] < 0 < found[f"{over}_high"][0]


def test_the_other_way_round_is_the_opposite():
    first, second = arms(np.random.default_rng(0), 0.2)
    one, other = contrast(first, second, 50, 3), contrast(second, first, 50, 3)
    assert one["mean"] == pytest.approx(-other["mean"])
    assert one["t"] == pytest.approx(other["t"])
    assert one["over_seeds_low"] == pytest.approx(-other["over_seeds_high"])
    assert one["over_records_low"] == pytest.approx(-other["over_records_high"])
