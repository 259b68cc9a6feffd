import numpy as np
import pytest
from evenbeat.quality import precision_recall
from hypothesis import given, settings
from hypothesis import strategies as st

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=25, deadline=None)


def normal(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


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
    found = precision_recall.precision_recall(LINE[:, None], synthetic, neighbors=1)
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

    found = precision_recall.precision_recall(real, synthetic, neighbors=5)
    about_synthetic = count(synthetic, balls(real))
    assert found["precision"] == pytest.approx(np.mean(about_synthetic > 0))
    assert found["recall"] == pytest.approx(np.mean(count(real, balls(synthetic)) > 0))
    assert found["density"] == pytest.approx(about_synthetic.mean() / 5)
    reached = [np.linalg.norm(synthetic - c, axis=1).min() <= r for c, r in balls(real)]
    assert found["coverage"] == pytest.approx(np.mean(reached))
