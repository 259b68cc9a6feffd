import numpy as np
import pytest
from evenbeat.quality import neighbours
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import cdist

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


@few
@given(seeds, st.integers(1, 20), st.integers(2, 20), st.sampled_from([np.float32, np.float64]))
def test_nearest_distances_are_the_least_of_all(seed, n, m, kind):
    beats, others = normal(seed, n, 7).astype(kind), normal(seed + 1, m, 7).astype(kind)
    between, within = cdist(beats, others), cdist(others, others)
    np.fill_diagonal(within, np.inf)
    found = neighbours.nearest_distances(beats, others)
    assert found == pytest.approx(between.min(axis=1), rel=1e-5)
    assert neighbours.nearest_within(others) == pytest.approx(within.min(axis=1), rel=1e-5)


def test_a_copy_is_at_no_distance_but_a_beat_is_no_copy_of_itself():
    beats = (1000 + normal(5, 40, 300)).astype(np.float32)
    assert (neighbours.nearest_distances(beats[::3], beats) == 0).all()
    assert (neighbours.nearest_within(beats) > 1).all()
    assert (neighbours.nearest_within(np.repeat(beats, 2, axis=0)) == 0).all()


def copied_share(synthetic, training, held_out):
    limit = neighbours.find_copy_limit(neighbours.nearest_distances(held_out, training))
    return np.mean(neighbours.nearest_distances(synthetic, training) <= limit)


def test_copies_are_found_and_new_beats_are_not():
    training, held_out, new = normal(6, 3, 400, 10)
    near = training + 1e-3
    assert copied_share(training, training, held_out) == 1
    assert copied_share(near, training, held_out) == 1
    assert copied_share(held_out, training, held_out) == 0.01
    assert copied_share(new, training, held_out) < 0.05
    half = np.concatenate([near[:100], new[:100] + 10])
    assert copied_share(half, training, held_out) == 0.5


def test_copies_are_found_where_real_beats_occur_twice():
    training = normal(7, 30, 10)
    assert copied_share(training, training, held_out=training[:5]) == 1


def test_duplicates_are_found():
    beats = np.arange(10.0)[:, None]
    assert neighbours.duplicate_share(beats, 0.5) == 0
    assert neighbours.duplicate_share(np.concatenate([beats, beats[:2] + 0.1]), 0.5) == 4 / 12
    assert neighbours.duplicate_share(np.zeros((5, 3)), 0) == 1
