import numpy as np
import pytest
from evenbeat.beats import rhythm
from evenbeat.beats.reference import refer_to_record


def features_of(samples, local):
    found = refer_to_record(samples, 360)
    return rhythm.rhythm_features(samples, found.mean, found.median, local)


def test_a_regular_rhythm_has_features_of_zero():
    assert features_of(np.arange(0, 3000, 300), 10) == pytest.approx(np.zeros((10, 6)))


def test_a_premature_beat_and_its_pause():
    samples = np.array([0, 300, 600, 900, 1100, 1500, 1800, 2100])
    features = features_of(samples, 10)
    expected = {
        "before_to_median": np.log(200 / 300),
        "after_to_median": np.log(400 / 300),
        "before_to_mean": np.log(200 / 300),
        "after_to_mean": np.log(400 / 300),
        "before_to_after": np.log(200 / 400),
        "before_to_local": np.log(200 / 275),
    }
    assert dict(zip(rhythm.RHYTHM, features[4], strict=True)) == pytest.approx(expected)
    assert features[0].tolist() == [0] * 6
    assert features[-1, [1, 3, 4]].tolist() == [0] * 3


def test_mean_and_median_are_two_references():
    features = features_of(np.cumsum([0, 300, 300, 300, 600]), 10)
    assert features[1, [0, 2]] == pytest.approx([0, np.log(300 / 375)])
    assert features[3, [1, 3]] == pytest.approx([np.log(600 / 300), np.log(600 / 375)])


def test_the_local_mean_has_so_many_intervals_and_no_more():
    samples = np.cumsum([0, 100, 300, 300, 300])
    features = features_of(samples, 3)
    assert features[3, 5] == pytest.approx(np.log(300 / np.mean([100, 300, 300])))
    assert features[4, 5] == pytest.approx(0)


def test_rhythm_does_not_depend_on_the_rate_of_the_heart():
    samples = np.array([0, 300, 620, 800, 1200, 1500])
    slow = features_of(3 * samples, 10)
    assert slow == pytest.approx(features_of(samples, 10))


@pytest.mark.parametrize("samples", [[], [5]])
def test_records_of_no_and_one_beat(samples):
    samples = np.array(samples, dtype=np.int64)
    assert features_of(samples, 10).shape == (len(samples), 6)
