import numpy as np
import pytest
from conftest import forged
from evenbeat.gan.checkpoint_selection import find_nearest_checkpoint, select_checkpoint
from evenbeat.gan.untrained import write_untrained
from evenbeat.runtime.errors import InputError


@pytest.fixture
def beats():
    rng = np.random.default_rng(0)
    return {
        "waveform": rng.normal(0, 0.3, size=(60, 300)).clip(-1, 1).astype(np.float32),
        "label": np.array(["F"] * 40 + ["N"] * 20),
        "held_out": np.arange(60) % 2 == 0,
    }


def checkpoint(folder, epoch, mean):
    path = folder / f"gan_F_epoch{epoch}.h5"
    sample = np.random.default_rng(epoch).normal(mean, 0.3, size=(30, 300))
    with forged(path, "w") as file:
        file["sample"] = sample
        file.attrs.update({"trained": True, "epoch": str(epoch), "scale": 1.0, "limit": 1.0})
    return path


def test_the_nearest_milestone_is_chosen_by_number(tmp_path, beats):
    paths = [
        checkpoint(tmp_path, 5, 0.5),
        checkpoint(tmp_path, 10, 0),
        checkpoint(tmp_path, 20, 0.2),
    ]
    choice = select_checkpoint(paths, beats, "F", most=100)
    assert choice["trained"]
    assert choice["chosen"] == 10
    assert list(choice["mmd2"]) == [5, 10, 20]


def test_only_held_out_beats_of_the_class_judge(tmp_path, beats):
    paths = [checkpoint(tmp_path, 5, 0.5), checkpoint(tmp_path, 10, 0)]
    scores = select_checkpoint(paths, beats, "F", most=100)["mmd2"]
    spoiled = beats | {"waveform": beats["waveform"].copy()}
    spoiled["waveform"][(beats["label"] == "N") | ~beats["held_out"]] = 1
    assert select_checkpoint(paths, spoiled, "F", most=100)["mmd2"] == scores


def test_a_class_without_a_gan_has_the_reason(tmp_path, beats):
    path = tmp_path / "gan_F_epoch5.h5"
    write_untrained(path, "3 training beats, 128 are needed", {"epoch": "5"})
    assert select_checkpoint([path], beats, "F", most=10) == {
        "trained": False,
        "reason": "3 training beats, 128 are needed",
    }


def test_too_few_held_out_beats_are_an_error(tmp_path, beats):
    paths = [checkpoint(tmp_path, 5, 0.5)]
    one = beats | {"held_out": np.arange(60) == 3}
    with pytest.raises(InputError, match=r"1 beats of class F are held out.*gan\.held_out"):
        select_checkpoint(paths, one, "F", most=100)


@pytest.mark.parametrize("lacking", ["trained", "epoch", "scale", "limit", "sample"])
def test_a_milestone_that_lacks_something_is_refused(tmp_path, beats, lacking):
    path = checkpoint(tmp_path, 5, 0)
    with forged(path) as file:
        del (file if lacking == "sample" else file.attrs)[lacking]
    with pytest.raises(InputError, match=r"gan_F_epoch5\.h5 does not hold.*Delete it"):
        select_checkpoint([path], beats, "F", most=10)


def sample(mean, n=300, seed=0):
    return np.random.default_rng(seed).normal(mean, 1, size=(n, 5))


def test_the_milestone_nearest_to_held_out_beats_is_chosen():
    samples = {10: sample(3, seed=1), 20: sample(0, seed=2), 30: sample(1, seed=3)}
    choice = find_nearest_checkpoint(sample(0), samples, sample(0, seed=4))
    assert choice["chosen"] == 20
    assert choice["mmd2"].keys() == samples.keys()
    assert abs(choice["floor"]) < 0.01 < choice["mmd2"][30] < choice["mmd2"][10]


def test_of_equal_milestones_the_earliest_is_chosen():
    equal = sample(1, seed=1)
    assert (
        find_nearest_checkpoint(sample(0), {30: equal, 10: equal}, sample(0, seed=2))["chosen"]
        == 10
    )
