import doctest

import numpy as np
import pytest
from evenbeat.balancing import augmentation
from evenbeat.beats.table import FEATURES, select
from evenbeat.runtime.errors import InputError


@pytest.fixture(scope="module")
def beats():
    """Give 60 beats: a bump at R whose height and prematurity go together."""
    rng = np.random.default_rng(0)
    height = rng.normal(1, 0.2, (60, 1))
    bump = np.exp(-(((np.arange(100) - 40) / 5) ** 2))
    before = 0.5 * height[:, 0] + rng.normal(0, 0.01, 60)
    after = rng.normal(0, 0.1, 60)
    mean = rng.normal(0, 0.05, 60)
    rhythm = np.stack([before + mean, after + mean, before, after, before - after, before], axis=1)
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
    assert rhythm[:, 2] - rhythm[:, 3] == pytest.approx(rhythm[:, 4], abs=0.05)
    assert rhythm[:, 0] - rhythm[:, 1] == pytest.approx(rhythm[:, 4], abs=0.05)


def test_jitter_leaves_a_beat_as_much_like_its_template_as_it_was(beats):
    usual = beats | {"waveform": beats["template"]}
    made = augmentation.jitter_beats(usual, 50, 40, 0)
    assert made["waveform"] == pytest.approx(made["template"], abs=6 * augmentation.NOISE_SD)
    assert made["template"][:, 40].std() > 0.05


def test_a_mixture_of_too_few_beats_is_an_error(beats):
    with pytest.raises(InputError, match="needs ten training beats of the class, but there are 9"):
        augmentation.sample_mixture(select(beats, slice(9)), 5, 3, 0)


def transplant(beats, number, seed):
    templates = np.array([[1.0], [3.0], [5.0]], np.float32) * beats["template"][:1]
    return templates, augmentation.transplant_beats(beats, templates, number, seed)


def test_same_seed_same_transplants(beats):
    (_, first), (_, again), (_, other) = (transplant(beats, 50, seed) for seed in (1, 1, 2))
    assert {column.dtype for column in first.values()} == {np.dtype(np.float32)}
    for name in FEATURES:
        assert np.array_equal(first[name], again[name])
        assert not np.array_equal(first[name], other[name])


def test_a_transplant_is_a_real_beats_change_and_rhythm_on_another_records_template(beats):
    templates, made = transplant(beats, 3000, 0)
    owner = (made["template"][:, None] == templates).all(axis=2)
    assert owner.sum(axis=1).tolist() == [1] * 3000
    # Each record is as likely.
    assert owner.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.05)
    change = beats["waveform"] - beats["template"]
    source = [np.flatnonzero((beats["rhythm"] == row).all(axis=1)).item() for row in made["rhythm"]]
    assert made["waveform"] - made["template"] == pytest.approx(change[source], abs=1e-5)


def test_records_with_many_beats_give_no_more_transplants_than_the_root_of_them(beats):
    one_sided = select(beats, slice(34))  # 30 beats of one record, 4 of the other
    _, made = transplant(one_sided, 4000, 0)
    second = np.isin(made["rhythm"][:, 0], one_sided["rhythm"][30:, 0])
    assert second.mean() == pytest.approx(np.sqrt(4) / (np.sqrt(30) + np.sqrt(4)), abs=0.03)
