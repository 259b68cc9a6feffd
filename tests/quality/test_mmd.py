import numpy as np
import pytest
from evenbeat.quality.mmd import median_distance, mmd2


def sample(mean, n=300, seed=0):
    return np.random.default_rng(seed).normal(mean, 1, size=(n, 5))


def test_known_answer_of_the_unbiased_estimate():
    first, second = np.array([[0.0], [1.0]]), np.array([[0.0], [2.0]])
    k = lambda d: np.exp(-(d**2) / 2)  # noqa: E731
    expected = k(1) + k(2) - 2 * (k(0) + k(2) + k(1) + k(1)) / 4
    assert mmd2(first, second, width=1.0) == pytest.approx(expected)


def test_one_distribution_is_about_zero_and_two_are_not():
    same = [mmd2(sample(0, seed=s), sample(0, seed=s + 100), 3.0) for s in range(20)]
    assert abs(np.mean(same)) < 0.002
    assert min(same) < 0 < max(same)
    assert mmd2(sample(0), sample(1, seed=1), 3.0) > 0.1


def test_farther_is_larger_and_order_does_not_matter():
    near, far = mmd2(sample(0), sample(0.5, seed=1), 3.0), mmd2(sample(0), sample(2, seed=1), 3.0)
    assert 0 < near < far
    assert mmd2(sample(2, seed=1), sample(0), 3.0) == pytest.approx(far)


def test_a_kernel_without_width_gives_no_distance():
    assert np.isnan(mmd2(np.zeros((3, 2)), np.ones((3, 2)), 0.0))


def test_median_distance():
    assert median_distance(np.array([[0.0], [1.0], [5.0]])) == 4
