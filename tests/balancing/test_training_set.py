import numpy as np
import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.balancing.training_set import build_training_set
from evenbeat.beats.table import FEATURES, join_features
from evenbeat.runtime.errors import InputError

CLASSES = ["N", "V", "F"]
METHODS = {
    "none": {"method": "none"},
    "class_weights": {"method": "class_weights", "power": 0.5},
    "random_oversampling": {"method": "random_oversampling", "amount": 0.5},
    "jitter": {"method": "jitter", "amount": 0.5},
    "transplant": {"method": "transplant", "amount": 0.5},
    "smote": {"method": "smote", "amount": 0.5, "neighbors": 5},
    "mixture": {"method": "mixture", "amount": 0.5, "components": 2, "classes": ["V"]},
    "gan": {"method": "gan", "model": "blog", "amount": 0.5},
}
ADDING = [name for name in METHODS if name not in ("none", "class_weights")]
COUNTS = {"N": 40, "V": 10, "F": 4}


@pytest.fixture(scope="module")
def beats():
    rng = np.random.default_rng(0)
    label = np.array([name for name in ("F", "N", "V") for _ in range(COUNTS[name])])
    level = np.array([CLASSES.index(name) for name in label])[:, None]
    return {
        "waveform": (10 * level + rng.random((54, 300))).astype(np.float32),
        "template": (5 + rng.random((54, 300))).astype(np.float32),
        "rhythm": (level + 0.1 * rng.random((54, 6))).astype(np.float32),
        "label": label,
    }


def made_of(number, level):
    return {
        "waveform": np.full((number, 300), level, np.float32),
        "template": np.full((number, 300), 100 + level, np.float32),
        "rhythm": np.full((number, 6), -level, np.float32),
    }


@pytest.fixture(scope="module")
def synthetic():
    return {"V": made_of(50, 7), "F": made_of(5, 8)}


def build(beats, name, synthetic=None, seed=0, **changes):
    arm = Arm.from_config(METHODS[name] | changes)
    return build_training_set(beats, CLASSES, arm, synthetic or {}, 100, seed)


def count(training_set):
    return np.bincount(training_set.target, minlength=3).tolist()


@pytest.mark.parametrize("name", METHODS)
def test_every_arm_begins_with_the_same_real_beats(beats, synthetic, name):
    made = build(beats, name, synthetic)
    for name in FEATURES:
        assert np.array_equal(made.beats[name][:54], beats[name])
        assert len(made.beats[name]) == len(made.target)
    assert [CLASSES[index] for index in made.target[:54]] == beats["label"].tolist()


@pytest.mark.parametrize("name", METHODS)
def test_same_seed_same_training_set(beats, synthetic, name):
    first, second = build(beats, name, synthetic), build(beats, name, synthetic)
    for name in FEATURES:
        assert np.array_equal(first.beats[name], second.beats[name])
    assert np.array_equal(first.target, second.target)


def test_none_adds_and_weighs_nothing(beats):
    assert count(build(beats, "none")) == [40, 10, 4]
    assert set(build(beats, "none").weight) == {1}


def test_class_weights_are_inverse_roots_with_mean_one_over_beats(beats):
    made = build(beats, "class_weights")
    assert count(made) == [40, 10, 4]
    rare, common = (made.weight[made.target == index] for index in (2, 0))
    assert rare[0] / common[0] == pytest.approx(np.sqrt(40 / 4))
    assert made.weight.mean() == pytest.approx(1)


@pytest.mark.parametrize("name", ["random_oversampling", "jitter", "transplant", "smote"])
def test_rare_classes_are_filled_to_their_share(beats, name):
    assert count(build(beats, name)) == [40, 20, 20]


def test_random_oversampling_repeats_whole_beats_of_the_class(beats):
    made = build(beats, "random_oversampling")
    known = {row.tobytes() for row in join_features(beats)}
    assert {row.tobytes() for row in join_features(made.beats)} == known
    other = build(beats, "random_oversampling", seed=1)
    assert not np.array_equal(made.beats["waveform"], other.beats["waveform"])


def test_a_transplant_may_be_put_on_the_template_of_any_record(beats):
    made = build(beats, "transplant")
    real = {row.tobytes() for row in beats["template"]}
    added = {row.tobytes() for row in made.beats["template"][54:]}
    own = {row.tobytes() for row in beats["template"][beats["label"] != "N"]}
    assert added <= real
    assert not added <= own


def test_smote_interpolates_within_the_class(beats):
    made = build(beats, "smote")
    added = made.beats["waveform"][54:][made.target[54:] == 2]
    real = beats["waveform"][beats["label"] == "F"]
    assert (added >= real.min(axis=0) - 1e-5).all()
    assert (added <= real.max(axis=0) + 1e-5).all()
    assert len({row.tobytes() for row in real} & {row.tobytes() for row in added}) == 0
    assert made.beats["rhythm"][54:][made.target[54:] == 2].min() >= 2
    assert 5 <= made.beats["template"][54:].min() <= made.beats["template"][54:].max() <= 6


def test_smote_of_a_class_with_fewer_beats_than_neighbours(beats):
    assert count(build(beats, "smote", neighbors=30)) == [40, 20, 20]


def test_synthetic_beats_fill_up_as_far_as_they_go(beats, synthetic):
    made = build(beats, "gan", synthetic)
    assert count(made) == [40, 20, 9]  # ten of fifty V, all five F
    assert set(made.beats["waveform"][54:64].ravel()) == {7}
    assert set(made.beats["waveform"][64:].ravel()) == {8}


def test_synthetic_beats_bring_their_own_rhythm_and_template(beats, synthetic):
    made = build(beats, "gan", synthetic)
    assert set(made.beats["template"][54:64].ravel()) == {107}
    assert set(made.beats["rhythm"][54:64].ravel()) == {-7}
    assert set(made.beats["rhythm"][64:].ravel()) == {-8}


def test_a_class_without_synthetic_beats_stays_as_it_is(beats):
    assert count(build(beats, "gan", {"V": made_of(0, 7)})) == [40, 10, 4]


def test_smote_of_a_single_beat_is_an_error(beats):
    rows = np.flatnonzero((beats["label"] != "F") | (np.arange(54) == 0))
    single = {name: column[rows] for name, column in beats.items()}
    with pytest.raises(InputError, match="class F has 1 training beat"):
        build(single, "smote")


@pytest.mark.parametrize("name", ADDING)
def test_only_the_classes_that_are_asked_for_are_filled(beats, synthetic, name):
    assert count(build(beats, name, synthetic, classes=["V"])) == [40, 20, 4]


@pytest.mark.parametrize("name", ADDING)
def test_added_beats_weigh_what_is_asked_for(beats, synthetic, name):
    made = build(beats, name, synthetic, weight=0.25)
    assert set(made.weight[:54]) == {1}
    assert set(made.weight[54:]) == {0.25}
    assert len(made.weight) == len(made.target)


def test_a_class_without_any_beat_is_not_filled(beats):
    rows = np.flatnonzero(beats["label"] != "F")
    without = {name: column[rows] for name, column in beats.items()}
    for name in ("class_weights", "random_oversampling", "jitter", "transplant", "smote"):
        assert set(build(without, name).target) == {0, 1}


def test_a_mixture_of_too_few_beats_is_an_error(beats):
    with pytest.raises(
        InputError, match=r"^class F: .* needs ten training beats of the class, but there are 4"
    ):
        build(beats, "mixture", classes=["F"])
