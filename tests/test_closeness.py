import numpy as np
import pytest
from evenbeat import closeness
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist

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
    assert closeness.frechet_distance(first, second) == pytest.approx(30)


def test_frechet_distance_is_that_of_the_textbook_with_correlations():
    mixing = normal(2, 4, 4)
    first, second = normal(3, 60, 4) @ mixing, normal(4, 80, 4) + 1
    c1, c2 = np.cov(first.T), np.cov(second.T)
    shift = first.mean(axis=0) - second.mean(axis=0)
    expected = shift @ shift + np.trace(c1 + c2 - 2 * sqrtm(c1 @ c2).real)
    assert closeness.frechet_distance(first, second) == pytest.approx(expected)


@few
@given(seeds, st.integers(2, 12), st.integers(1, 8))
def test_frechet_distance_is_symmetric_and_of_a_shift_its_square(seed, n, d):
    """Also where there are fewer beats than features, and the covariance has no inverse."""
    first, second, shift = normal(seed, n, d), normal(seed + 1, n + 3, d), normal(seed + 2, d)
    distance = closeness.frechet_distance(first, second)
    assert distance >= 0
    assert closeness.frechet_distance(second, first) == pytest.approx(distance)
    assert closeness.frechet_distance(3 * first, 3 * second) == pytest.approx(9 * distance)
    assert closeness.frechet_distance(first, first) == pytest.approx(0, abs=1e-12)
    moved = closeness.frechet_distance(first, first + shift)
    assert moved == pytest.approx(shift @ shift, abs=1e-12)


LINE = np.arange(6.0)


@pytest.mark.parametrize(
    ("synthetic", "expected"),
    [
        # About each real point lies a ball that reaches to its neighbours, at 1.
        pytest.param(LINE, (1, 1, 16 / 6, 1), id="copies"),
        pytest.param([2.25, 2.75], (1, 2 / 6, 2, 2 / 6), id="collapsed"),
        pytest.param([100, 101], (0, 0, 0, 0), id="elsewhere"),
        # Recall is 1 since the ball of an outlier is large. Coverage does not know that ball.
        pytest.param([0.5, 100], (0.5, 1, 1, 2 / 6), id="half elsewhere"),
    ],
)
def test_precision_and_its_kin_of_points_on_a_line(synthetic, expected):
    synthetic = np.array(synthetic, dtype=float)[:, None]
    found = closeness.precision_recall(LINE[:, None], synthetic, neighbors=1)
    assert list(found) == ["precision", "recall", "density", "coverage"]
    assert tuple(found.values()) == pytest.approx(expected)


@few
@given(seeds, st.integers(6, 15), st.integers(6, 15))
def test_precision_and_its_kin_are_those_of_plain_loops(seed, n, m):
    real, synthetic = normal(seed, n, 3), normal(seed + 1, m, 3) + 0.5

    def balls(sample):
        return [(one, sorted(np.linalg.norm(sample - one, axis=1))[5]) for one in sample]

    def count(points, balls):
        """Count the balls about each point."""
        return np.array([sum(np.linalg.norm(p - c) <= r for c, r in balls) for p in points])

    found = closeness.precision_recall(real, synthetic, neighbors=5)
    about_synthetic = count(synthetic, balls(real))
    assert found["precision"] == pytest.approx(np.mean(about_synthetic > 0))
    assert found["recall"] == pytest.approx(np.mean(count(real, balls(synthetic)) > 0))
    assert found["density"] == pytest.approx(about_synthetic.mean() / 5)
    reached = [np.linalg.norm(synthetic - c, axis=1).min() <= r for c, r in balls(real)]
    assert found["coverage"] == pytest.approx(np.mean(reached))


@few
@given(seeds, st.integers(1, 20), st.integers(2, 20), st.sampled_from([np.float32, np.float64]))
def test_nearest_distances_are_the_least_of_all(seed, n, m, kind):
    beats, others = normal(seed, n, 7).astype(kind), normal(seed + 1, m, 7).astype(kind)
    between, within = cdist(beats, others), cdist(others, others)
    np.fill_diagonal(within, np.inf)
    found = closeness.nearest_distances(beats, others)
    assert found == pytest.approx(between.min(axis=1), rel=1e-5)
    assert closeness.nearest_within(others) == pytest.approx(within.min(axis=1), rel=1e-5)


def test_a_copy_is_at_no_distance_but_a_beat_is_no_copy_of_itself():
    beats = (1000 + normal(5, 40, 300)).astype(np.float32)
    assert (closeness.nearest_distances(beats[::3], beats) == 0).all()
    assert (closeness.nearest_within(beats) > 1).all()
    assert (closeness.nearest_within(np.repeat(beats, 2, axis=0)) == 0).all()


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
    assert closeness.nearest_dtw(beats, others, band) == pytest.approx(expected)


@few
@given(seeds, st.integers(0, 5))
def test_warping_never_lengthens(seed, band):
    beats, others = normal(seed, 5, 20), normal(seed + 1, 9, 20)
    euclidean = closeness.nearest_distances(beats, others)
    narrow, wide = (closeness.nearest_dtw(beats, others, b) for b in (band, band + 1))
    assert closeness.nearest_dtw(beats, others, 0) == pytest.approx(euclidean)
    assert (narrow <= euclidean + 1e-12).all()
    assert (wide <= narrow + 1e-12).all()


def test_a_beat_that_comes_late_is_near_if_the_band_reaches():
    bump, late = (np.exp(-(((np.arange(60) - c) / 4) ** 2))[None] for c in (25, 28))
    assert closeness.nearest_distances(bump, late) > 0.5
    assert closeness.nearest_dtw(bump, late, 3) < 1e-3
    assert closeness.nearest_dtw(bump, late, 1) > 0.1


def test_only_candidates_are_warped():
    """The first two others are nearest without warping, the third one with it."""
    bump, late = (np.exp(-(((np.arange(60) - c) / 4) ** 2)) for c in (25, 30))
    others = np.stack([0.7 * bump, 0.6 * bump, late])
    found = [closeness.nearest_dtw(bump[None], others, 5, k)[0] for k in (2, 3)]
    assert found[0] > 0.3
    assert found[1] < 1e-3


def copied_share(synthetic, training, held_out):
    limit = closeness.find_copy_limit(closeness.nearest_distances(held_out, training))
    return np.mean(closeness.nearest_distances(synthetic, training) <= limit)


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
    assert closeness.duplicate_share(beats, 0.5) == 0
    assert closeness.duplicate_share(np.concatenate([beats, beats[:2] + 0.1]), 0.5) == 4 / 12
    assert closeness.duplicate_share(np.zeros((5, 3)), 0) == 1


TIME = np.arange(300) / 360


def test_power_above_of_sines():
    slow, fast = np.sin(2 * np.pi * 12 * TIME), np.sin(2 * np.pi * 72 * TIME)
    beats = np.stack([slow, fast, slow + fast, 3 * slow + fast])
    found = closeness.power_above(beats, 360, 40)
    assert found == pytest.approx([0, 1, 0.5, 0.1], abs=1e-3)
    assert closeness.power_above(beats, 180, 40) == pytest.approx([0, 0, 0, 0], abs=1e-3)


def test_a_step_between_the_ends_is_no_power_above():
    step = 1 / (1 + np.exp(-(TIME - 0.4) / 0.05))
    assert closeness.power_above(step[None], 360, 40) < 1e-5


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_beat_without_power_has_none_above(kind):
    flat = np.stack([0 * TIME, 0 * TIME + 0.1, 0.3 * TIME - 7.7]).astype(kind)
    assert (closeness.power_above(flat, 360, 40) == 0).all()


@few
@given(seeds, st.floats(0.01, 100), st.floats(-5, 5), st.floats(-5, 5))
def test_power_above_does_not_know_gain_offset_and_trend(seed, gain, offset, trend):
    beats = normal(seed, 3, 300)
    found = closeness.power_above(beats, 360, 40)
    assert ((found > 0) & (found < 1)).all()
    changed = gain * (beats + offset + trend * TIME)
    assert closeness.power_above(changed, 360, 40) == pytest.approx(found)
