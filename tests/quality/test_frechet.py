import numpy as np
import pytest
from evenbeat.quality import frechet
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import sqrtm

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def with_moments(sample, mean, deviations):
    """Bring a sample to these very means and standard deviations, without correlations."""
    centred = sample - sample.mean(axis=0)
    white = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred.T))).T
    return white * deviations + mean


def test_frechet_distance_of_two_gaussians_with_a_known_answer():
    """Without correlations it is |m1 - m2|**2 + sum (s1 - s2)**2: here 9 + 16 + 1 + 4."""
    first = with_moments(normal(0, 50, 2), [0, 0], [1, 2])
    second = with_moments(normal(1, 70, 2), [3, 4], [2, 4])
    assert frechet.frechet_distance(first, second) == pytest.approx(30)


def test_frechet_distance_is_that_of_the_textbook_with_correlations():
    mixing = normal(2, 4, 4)
    first, second = normal(3, 60, 4) @ mixing, normal(4, 80, 4) + 1
    c1, c2 = np.cov(first.T), np.cov(second.T)
    shift = first.mean(axis=0) - second.mean(axis=0)
    expected = shift @ shift + np.trace(c1 + c2 - 2 * sqrtm(c1 @ c2).real)
    assert frechet.frechet_distance(first, second) == pytest.approx(expected)


@few
@given(seeds, st.integers(2, 12), st.integers(1, 8))
def test_frechet_distance_is_symmetric_and_of_a_shift_its_square(seed, n, d):
    """Also where there are fewer beats than features, and the covariance has no inverse."""
    first, second, shift = normal(seed, n, d), normal(seed + 1, n + 3, d), normal(seed + 2, d)
    distance = frechet.frechet_distance(first, second)
    assert distance >= 0
    assert frechet.frechet_distance(second, first) == pytest.approx(distance)
    assert frechet.frechet_distance(3 * first, 3 * second) == pytest.approx(9 * distance)
    assert frechet.frechet_distance(first, first) == pytest.approx(0, abs=1e-12)
    moved = frechet.frechet_distance(first, first + shift)
    assert moved == pytest.approx(shift @ shift, abs=1e-12)
