import doctest

import numpy as np
import pytest
from evenbeat import augmentation
from evenbeat.beat_table import FEATURES, select
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
    features = {
        "waveform": height * bump,
        "template": np.repeat([[0.9], [1.1]], 30, axis=0) * bump,
        "rhythm": rhythm,
    }
    return {name: column.astype(np.float32) for name, column in features.items()}


def test_examples():
    assert doctest.testmod(augmentation).failed == 0


def test_no_warp_changes_nothing(beats):
    assert augmentation.warp_time(beats["waveform"], np.ones(60), 40) == pytest.approx(
        beats["waveform"]
    )


MAKERS = {
    "jitter": lambda beats, number, seed: augmentation.jitter_beats(beats, number, 40, seed),
    "mixture": lambda beats, number, seed: augmentation.sample_mixture(beats, number, 3, seed),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_same_seed_same_beats_and_none_is_a_copy(beats, make):
    first, again, other = (make(beats, 50, seed) for seed in (1, 1, 2))
    assert set(first) == set(FEATURES)
    for name in FEATURES:
        assert np.array_equal(first[name], again[name])
        assert not np.array_equal(first[name], other[name])
    copies = (first["waveform"][:, None] == beats["waveform"][None]).all(axis=2)
    assert not copies.any()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_class_keeps_its_mean_spread_and_correlation(beats, make):
    made = make(beats, 4000, 0)
    waveform, rhythm = made["waveform"], made["rhythm"]
    assert {column.dtype for column in made.values()} == {np.dtype(np.float32)}
    for name, abs in (("waveform", 0.07), ("template", 0.07), ("rhythm", 0.05)):
        assert made[name].mean(axis=0) == pytest.approx(beats[name].mean(axis=0), abs=abs)
    assert waveform[:, 40].std() == pytest.approx(beats["waveform"][:, 40].std(), rel=0.25)
    assert np.corrcoef(waveform[:, 40], rhythm[:, 0])[0, 1] > 0.7
    assert rhythm[:, 0] - rhythm[:, 1] == pytest.approx(rhythm[:, 2], abs=0.05)


def test_jitter_leaves_a_beat_as_much_like_its_template_as_it_was(beats):
    usual = beats | {"waveform": beats["template"]}
    made = augmentation.jitter_beats(usual, 50, 40, 0)
    assert made["waveform"] == pytest.approx(made["template"], abs=6 * augmentation.NOISE_SD)
    assert made["template"][:, 40].std() > 0.05


def test_a_mixture_of_too_few_beats_is_an_error(beats):
    with pytest.raises(InputError, match="needs ten beats of a class, and one has 9"):
        augmentation.sample_mixture(select(beats, slice(9)), 5, 3, 0)
