import numpy as np
import pytest
from evenbeat.nn.stateless_random import (
    draw_dropout,
    draw_latents,
    draw_numbers,
    draw_uniform,
    draw_weighted,
)


@pytest.mark.parametrize("rate", [0, 0.2, 0.5, 0.73, 255 / 256])
def test_dropout_drops_at_its_rate_and_keeps_the_mean(rate):
    factors = np.stack([draw_dropout(0, "a", step, rate, (50, 7, 3)) for step in range(200)])
    assert set(np.unique(factors)) <= {0, np.float32(1 / (1 - rate))}
    dropped = np.mean(factors == 0)
    # A step's units share one rounding of the limit, at most 1/256 of them.
    assert dropped == pytest.approx(rate, abs=4 / np.sqrt(factors.size) + 4 / 512 / np.sqrt(200))


@pytest.mark.parametrize("rate", [-0.1, 0.999, 1])
def test_a_rate_out_of_range_is_refused(rate):
    with pytest.raises(ValueError, match="expected 0 to 255/256"):
        draw_dropout(0, "a", 0, rate, (4,))


def test_each_draw_follows_from_seed_purpose_and_step():
    def draw(seed, purpose, step):
        return [
            np.asarray(draw_latents(seed, purpose, step, (40, 2))),
            np.asarray(draw_dropout(seed, purpose, step, 0.5, (40, 2))),
        ]

    first = draw(0, "a", 3)
    for other in ((1, "a", 3), (0, "b", 3), (0, "a", 4)):
        for a, b in zip(first, draw(*other), strict=True):
            assert not np.array_equal(a, b)
    for a, b in zip(first, draw(0, "a", 3), strict=True):
        assert np.array_equal(a, b)


def test_latents_are_standard_normal():
    latents = np.asarray(draw_latents(0, "a", 0, (100_000,)))
    assert latents.mean() == pytest.approx(0, abs=0.02)
    assert latents.std() == pytest.approx(1, abs=0.02)


def test_numbers_cover_all_below_their_limit():
    numbers = np.concatenate([draw_numbers(0, "a", step, 8, 10) for step in range(50)])
    assert set(numbers) == set(range(10))


def test_uniform_numbers_fill_their_range():
    numbers = np.asarray(draw_uniform(0, "a", 0, (10_000,)))
    assert (numbers >= 0).all()
    assert (numbers < 1).all()
    assert np.histogram(numbers, 10, (0, 1))[0] == pytest.approx(1000, abs=150)


def test_rows_are_drawn_by_their_weight():
    weight = np.array([0.5, 0, 0.2, 0.3])
    rows = np.asarray(draw_weighted(0, "a", 0, 10_000, np.cumsum(weight)))
    assert np.bincount(rows, minlength=4) / 10_000 == pytest.approx(weight, abs=0.02)
    assert not (rows == 1).any()
