import functools
import json

import numpy as np
import pytest
from evenbeat.beats.table import FEATURES, concatenate, select
from evenbeat.quality import measure as quality_measure
from evenbeat.quality import trees

SAMPLING_RATE = 360
LENGTH = 100
MEASURES = (*quality_measure.RESEMBLANCE, *quality_measure.COPYING, *quality_measure.USEFULNESS)


@pytest.fixture(scope="module", autouse=True)
def few_trees():
    """Give the same answers, less exactly, in a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "TREES", 10)
        yield


def make_beats(number, seed, label="F", patients="abcd", noise=0.05):
    """Give beats with a bump, wide in class F, that is of another height in each patient."""
    rng = np.random.default_rng(seed)
    patient = np.array(list(patients))[np.arange(number) % len(patients)]
    height = 1 + 0.2 * np.char.str_len(patient) + 0.1 * (patient == "b") + 0.2 * (patient == "c")
    centre = 40 + rng.normal(0, 1, (number, 1))
    width = (10 if label == "F" else 5) + rng.normal(0, 0.3, (number, 1))
    bump = np.exp(-(((np.arange(LENGTH) - centre) / width) ** 2))
    waveform = height[:, None] * bump + rng.normal(0, noise, (number, LENGTH))
    return {
        "waveform": waveform.astype(np.float32),
        "template": np.zeros((number, LENGTH), np.float32),
        "rhythm": rng.normal(0, 0.2, (number, 6)).astype(np.float32),
        "label": np.full(number, label),
        "patient": patient,
        "held_out": rng.permutation(number) < 0.25 * number,
    }


def of_model(beats, **changes):
    """Give beats as a GAN would hand them over."""
    return {name: beats[name] for name in (*FEATURES, "patient")} | changes


def embed(beats):
    """Stand in for a classifier's features."""
    return beats["waveform"][:, 20:60:4]


def measure(beats, synthetic, most=200, seed=0):
    return quality_measure.measure_quality(beats, synthetic, "F", embed, SAMPLING_RATE, most, seed)


@pytest.fixture(scope="module")
def beats():
    return concatenate([make_beats(240, 1), make_beats(240, 2, label="N")])


@pytest.fixture(scope="module")
def good(beats):
    """Measure new beats of the same distribution."""
    return measure(beats, of_model(make_beats(200, 3)))


def test_every_measure_stands_beside_its_floor(good):
    assert tuple(good) == MEASURES
    for pair in good.values():
        assert list(pair) == ["value", "floor"]
        assert all(type(number) is float for number in pair.values())


NEAR = {
    "mmd2": 0.02,
    "frechet": 0.02,
    "precision": 0.12,
    "recall": 0.12,
    "density": 0.25,
    "coverage": 0.12,
    "dtw": 0.05,
    "duplicated": 0.06,
    "noise_median": 0.01,
    "noise_high": 0.03,
    "two_sample_auc": 0.2,
    "nearest_training": 0.05,
    "copied": 0.06,
    "train_on_synthetic_f1": 0.05,
}


@pytest.mark.parametrize("name", MEASURES)
def test_new_beats_of_the_same_distribution_reach_the_floor(good, name):
    assert good[name]["value"] == pytest.approx(good[name]["floor"], abs=NEAR[name])


@pytest.fixture(scope="module")
def faulty(beats):
    """Give a function that measures beats with one fault."""
    new = make_beats(200, 3)
    waveform = new["waveform"]
    known = select(beats, np.flatnonzero((beats["label"] == "F") & ~beats["held_out"]))
    made = {
        "noisy": {"waveform": waveform + make_noise(0.2)},
        "low": {"waveform": waveform * np.float32(0.6)},
        "late": {"waveform": np.roll(waveform, 5, axis=1)},
        "collapsed": {"waveform": waveform[[0] * 200] + make_noise(0.001)},
        "copied": {"waveform": known["waveform"][np.arange(200) % 90] + make_noise(0.001)},
        "mistaken": of_model(make_beats(200, 5, label="N")),
        "early": {"rhythm": new["rhythm"] - np.float32(1)},
    }
    return functools.cache(lambda fault: measure(beats, of_model(new, **made[fault])))


def make_noise(size):
    return np.random.default_rng(4).normal(0, size, (200, LENGTH)).astype(np.float32)


@pytest.mark.parametrize(
    ("fault", "name", "least", "most"),
    [
        # How far the value lies above the floor.
        ("noisy", "noise_median", 0.08, 1),
        ("noisy", "noise_high", 0.1, 1),
        ("noisy", "nearest_training", 1, 3),
        ("noisy", "two_sample_auc", 0.3, 0.7),
        ("low", "mmd2", 0.1, 2),
        ("low", "frechet", 0.3, 9),
        ("low", "precision", -1, -0.8),
        ("low", "density", -1.5, -0.7),
        ("low", "dtw", 0.3, 3),
        ("low", "two_sample_auc", 0.3, 0.7),
        ("late", "mmd2", 0.1, 2),
        # What the band of 11 samples allows for.
        ("late", "dtw", -0.05, 0.05),
        ("collapsed", "duplicated", 0.9, 1),
        ("collapsed", "recall", -1, -0.8),
        ("collapsed", "coverage", -1, -0.6),
        ("copied", "copied", 0.9, 1),
        ("copied", "nearest_training", -1, -0.3),
        ("copied", "duplicated", 0.4, 1),
        ("mistaken", "train_on_synthetic_f1", -1, -0.2),
        ("early", "two_sample_auc", 0.3, 0.7),
        ("early", "mmd2", -0.02, 0.02),
    ],
)
def test_each_fault_shows_where_it_should(faulty, fault, name, least, most):
    pair = faulty(fault)[name]
    assert least <= pair["value"] - pair["floor"] <= most


@pytest.mark.parametrize("fault", ["noisy", "collapsed", "mistaken"])
def test_the_floor_does_not_depend_on_what_was_made(good, faulty, fault):
    for name, pair in faulty(fault).items():
        assert pair["floor"] == good[name]["floor"]


@pytest.mark.parametrize(
    ("synthetic", "most", "size"), [(200, 200, 120), (30, 200, 30), (200, 50, 50)]
)
def test_samples_are_of_one_size_and_share_no_real_beat(beats, synthetic, most, size):
    seen = []

    def watch(table):
        seen.append(table["waveform"])
        return embed(table)

    made = of_model(make_beats(synthetic, 3))
    quality_measure.measure_quality(beats, made, "F", watch, SAMPLING_RATE, most, 0)
    assert [len(waveform) for waveform in seen] == [size] * 3
    reference, sample, other_half = ({row.tobytes() for row in waveform} for waveform in seen)
    own = {row.tobytes() for row in beats["waveform"][beats["label"] == "F"]}
    assert not reference & other_half
    assert reference | other_half <= own
    assert sample <= {row.tobytes() for row in made["waveform"]}


def test_same_seed_same_bytes(beats, good):
    made = of_model(make_beats(200, 3))
    np.random.seed(5)  # noqa: NPY002
    again = measure(beats, made)
    assert json.dumps(again, allow_nan=False) == json.dumps(good, allow_nan=False)
    other = measure(beats, made, seed=1)
    assert all(other[name] != good[name] for name in ("mmd2", "frechet", "two_sample_auc"))


def test_what_is_given_stays_as_it_was(beats):
    made = of_model(make_beats(40, 3), patient=np.full(40, ""))
    before = [column.copy() for table in (beats, made) for column in table.values()]
    measure(beats, made, most=20)
    after = [column for table in (beats, made) for column in table.values()]
    assert all(np.array_equal(*pair) for pair in zip(before, after, strict=True))


def test_beats_of_nobody_have_a_floor_of_nobody(beats, good):
    made = of_model(make_beats(200, 3), patient=np.full(200, ""))
    found = measure(beats, made)
    auc = found.pop("two_sample_auc")
    assert auc["value"] == pytest.approx(auc["floor"], abs=0.2)
    assert auc["floor"] < good["two_sample_auc"]["floor"] - 0.1
    for name in found:
        assert found[name]["floor"] == good[name]["floor"]


def test_beats_for_patients_who_have_none_of_the_class_are_not_held_against_it(beats, good):
    strange = of_model(make_beats(200, 9, noise=1), patient=np.full(200, "z"))
    found = measure(beats, concatenate([of_model(make_beats(200, 3)), strange]))
    for name in ("precision", "coverage", "noise_median", "mmd2"):
        assert found[name]["value"] == pytest.approx(good[name]["value"], abs=0.1)
        assert found[name]["floor"] == good[name]["floor"]
    nobody = measure(beats, strange | {"patient": np.full(200, "")})
    assert nobody["precision"]["value"] < 0.2 < good["precision"]["value"]


@pytest.mark.parametrize("patient", ["a", ""])
def test_of_one_patient_all_but_the_two_samples_is_measured(patient):
    beats = concatenate([make_beats(80, 1, patients="a"), make_beats(80, 2, label="N")])
    found = measure(beats, of_model(make_beats(80, 3), patient=np.full(80, patient)))
    assert found.pop("two_sample_auc") == NOTHING
    assert all(None not in pair.values() for pair in found.values())


@pytest.mark.parametrize(("label", "other"), ["FN", "NF"])
def test_nothing_is_learnt_from_beats_held_out(beats, label, other):
    """Those of one class look like the other; only who had seen them would know their rhythm."""
    strange = beats["held_out"] & (beats["label"] == label)
    changed = beats | {name: beats[name].copy() for name in ("waveform", "rhythm")}
    changed["waveform"][strange] = make_beats(strange.sum(), 7, label=other)["waveform"]
    changed["rhythm"][strange] += 5
    found = measure(changed, of_model(make_beats(200, 3)))["train_on_synthetic_f1"]
    assert max(found.values()) < 0.75


NOTHING = {"value": None, "floor": None}


def test_without_synthetic_beats_nothing_is_measured(beats):
    assert measure(beats, of_model(make_beats(0, 3))) == dict.fromkeys(MEASURES, NOTHING)


def test_without_beats_held_out_nothing_is_said_of_copies_and_use(beats):
    none = beats | {"held_out": np.zeros(len(beats["label"]), bool)}
    found = measure(none, of_model(make_beats(40, 3)))
    open_ones = [name for name, pair in found.items() if pair == NOTHING]
    assert open_ones == [*quality_measure.COPYING, *quality_measure.USEFULNESS]


@pytest.mark.parametrize("number", [2, 5, 11, 12])
def test_of_very_few_beats_only_copies_and_use_are_measured(beats, number):
    few = select(beats, np.flatnonzero((beats["label"] == "N") | (np.arange(480) < number)))
    few["held_out"][:2] = True, False
    found = measure(few, of_model(make_beats(40, 3)))
    resembling = [found[name] != NOTHING for name in quality_measure.RESEMBLANCE[:-1]]
    assert resembling == [number >= 12] * 10
    assert found["copied"] != NOTHING


def test_beats_all_alike_are_no_error():
    """Where no two real beats differ the kernel has no width."""
    beats = concatenate([make_beats(40, 1), make_beats(40, 2, label="N")])
    beats["waveform"][:40] = beats["waveform"][0]
    with np.errstate(invalid="ignore"):
        found = measure(beats, of_model(select(beats, slice(40))))
    assert found["mmd2"] == NOTHING
    assert found["duplicated"] == {"value": 1.0, "floor": 1.0}
    json.dumps(found, allow_nan=False)
