import numpy as np
import pytest
from evenbeat.beats import rhythm


def test_a_regular_rhythm_has_features_of_zero():
    assert rhythm.rhythm_features(np.arange(0, 3000, 300), 10) == pytest.approx(np.zeros((10, 4)))


def test_a_premature_beat_and_its_pause():
    samples = np.array([0, 300, 600, 900, 1100, 1500, 1800, 2100])
    features = rhythm.rhythm_features(samples, 10)
    expected = [np.log(200 / 300), np.log(400 / 300), np.log(200 / 400), np.log(200 / 275)]
    assert features[4] == pytest.approx(expected)
    assert features[0].tolist() == [0, 0, 0, 0]
    assert features[-1, [1, 2]].tolist() == [0, 0]


def test_the_local_mean_has_so_many_intervals_and_no_more():
    samples = np.cumsum([0, 100, 300, 300, 300])
    features = rhythm.rhythm_features(samples, 3)
    assert features[3, 3] == pytest.approx(np.log(300 / np.mean([100, 300, 300])))
    assert features[4, 3] == pytest.approx(0)


def test_rhythm_does_not_depend_on_the_rate_of_the_heart():
    samples = np.array([0, 300, 620, 800, 1200, 1500])
    slow = rhythm.rhythm_features(3 * samples, 10)
    assert slow == pytest.approx(rhythm.rhythm_features(samples, 10))


@pytest.mark.parametrize("samples", [[], [5]])
def test_records_of_no_and_one_beat(samples):
    samples = np.array(samples, dtype=np.int64)
    assert rhythm.rhythm_features(samples, 10).shape == (len(samples), 4)
