import doctest

import numpy as np
import pytest
from evenbeat import augmentation
from evenbeat.errors import InputError


@pytest.fixture(scope="module")
def beats():
    """Give 60 beats: a bump at R whose height and prematurity go together."""
    rng = np.random.default_rng(0)
    height = rng.normal(1, 0.2, (60, 1))
    bump = np.exp(-(((np.arange(100) - 40) / 5) ** 2))
    before = 0.5 * height[:, 0] + rng.normal(0, 0.01, 60)
    after = rng.normal(0, 0.1, 60)
    rhythm = np.stack([before, after, before - after, before], axis=1)
    return (height * bump).astype(np.float32), rhythm.astype(np.float32)


def test_examples():
    assert doctest.testmod(augmentation).failed == 0


def test_no_warp_changes_nothing(beats):
    assert augmentation.warp_time(beats[0], np.ones(60), 40) == pytest.approx(beats[0])


MAKERS = {
    "jitter": lambda beats, number, seed: augmentation.jitter_beats(*beats, number, 40, seed),
    "mixture": lambda beats, number, seed: augmentation.sample_mixture(*beats, number, 3, seed),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_same_seed_same_beats_and_none_is_a_copy(beats, make):
    first, again, other = (make(beats, 50, seed) for seed in (1, 1, 2))
    for one, same, different in zip(first, again, other, strict=True):
        assert np.array_equal(one, same)
        assert not np.array_equal(one, different)
    copies = (first[0][:, None] == beats[0][None]).all(axis=2)
    assert not copies.any()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_class_keeps_its_mean_spread_and_correlation(beats, make):
    waveform, rhythm = make(beats, 4000, 0)
    assert waveform.dtype == rhythm.dtype == np.float32
    assert waveform.mean(axis=0) == pytest.approx(beats[0].mean(axis=0), abs=0.07)
    assert rhythm.mean(axis=0) == pytest.approx(beats[1].mean(axis=0), abs=0.05)
    assert waveform[:, 40].std() == pytest.approx(beats[0][:, 40].std(), rel=0.25)
    assert np.corrcoef(waveform[:, 40], rhythm[:, 0])[0, 1] > 0.7
    assert rhythm[:, 0] - rhythm[:, 1] == pytest.approx(rhythm[:, 2], abs=0.05)


def test_a_mixture_of_too_few_beats_is_an_error(beats):
    with pytest.raises(InputError, match="needs ten beats of a class, and one has 9"):
        augmentation.sample_mixture(beats[0][:9], beats[1][:9], 5, 3, 0)
