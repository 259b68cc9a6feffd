import numpy as np
import pytest
from evenbeat.beats.held_out import read_with_held_out, write_held_out
from evenbeat.beats.table import write_beats
from evenbeat.io.hdf5 import read_datasets, write_datasets
from evenbeat.runtime.errors import InputError

MASK = np.array([True, False, False])


@pytest.fixture
def train(tmp_path):
    write_beats(tmp_path / "train.h5", {"label": np.array(["N", "V", "N"])}, {})
    return tmp_path / "train.h5"


def test_training_beats_say_which_are_held_out(train, tmp_path):
    write_held_out(tmp_path / "held_out.h5", MASK, {"split": "x"})
    beats = read_with_held_out(train, tmp_path / "held_out.h5", ("label",))
    assert beats["label"].tolist() == ["N", "V", "N"]
    assert beats["held_out"].tolist() == MASK.tolist()
    assert read_datasets(tmp_path / "held_out.h5")[1] == {"split": "x"}


@pytest.mark.parametrize(
    "datasets", [{"held_out": MASK[:2]}, {"held_out": np.zeros(3)}, {"other": MASK}]
)
def test_a_file_of_other_beats_is_refused(train, tmp_path, datasets):
    write_datasets(
        tmp_path / "held_out.h5", {name: (array, "1") for name, array in datasets.items()}, {}
    )
    with pytest.raises(InputError, match=r"held_out\.h5 does not say for each of the 3 beats of"):
        read_with_held_out(train, tmp_path / "held_out.h5", ("label",))
