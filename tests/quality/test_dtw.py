import numpy as np
import pytest
from evenbeat.quality import dtw, neighbours
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def warp_plainly(first, second, band):
    """Compute the warped distance as textbooks do it."""
    table = np.full((len(first) + 1, len(second) + 1), np.inf)
    table[0, 0] = 0
    for i in range(1, len(first) + 1):
        for j in range(max(1, i - band), min(len(second), i + band) + 1):
            best = min(table[i - 1, j], table[i, j - 1], table[i - 1, j - 1])
            table[i, j] = best + (first[i - 1] - second[j - 1]) ** 2
    return np.sqrt(table[-1, -1])


@few
@given(seeds, st.integers(1, 9), st.integers(0, 12))
def test_the_warped_distance_is_that_of_the_textbook(seed, length, band):
    beats, others = normal(seed, 4, length), normal(seed + 1, 3, length)
    expected = [min(warp_plainly(beat, other, band) for other in others) for beat in beats]
    assert dtw.nearest_dtw(beats, others, band) == pytest.approx(expected)


@few
@given(seeds, st.integers(0, 5))
def test_warping_never_lengthens(seed, band):
    beats, others = normal(seed, 5, 20), normal(seed + 1, 9, 20)
    euclidean = neighbours.nearest_distances(beats, others)
    narrow, wide = (dtw.nearest_dtw(beats, others, b) for b in (band, band + 1))
    assert dtw.nearest_dtw(beats, others, 0) == pytest.approx(euclidean)
    assert (narrow <= euclidean + 1e-12).all()
    assert (wide <= narrow + 1e-12).all()


def test_a_beat_that_comes_late_is_near_if_the_band_reaches():
    bump, late = (np.exp(-(((np.arange(60) - c) / 4) ** 2))[None] for c in (25, 28))
    assert neighbours.nearest_distances(bump, late) > 0.5
    assert dtw.nearest_dtw(bump, late, 3) < 1e-3
    assert dtw.nearest_dtw(bump, late, 1) > 0.1


def test_only_candidates_are_warped():
    """The first two others are nearest without warping, the third one with it."""
    bump, late = (np.exp(-(((np.arange(60) - c) / 4) ** 2)) for c in (25, 30))
    others = np.stack([0.7 * bump, 0.6 * bump, late])
    found = [dtw.nearest_dtw(bump[None], others, 5, k)[0] for k in (2, 3)]
    assert found[0] > 0.3
    assert found[1] < 1e-3
