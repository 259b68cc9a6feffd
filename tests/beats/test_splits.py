import types

import numpy as np
import pytest
from evenbeat.beats import splits
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.errors import InputError


@pytest.fixture
def beats():
    label = np.array(list("NNNNNNNNNNVVVVVVVVVVFFFFFFFFFF") * 2)
    return {
        "waveform": np.zeros((60, 300), np.float32),
        "label": label,
        "record": np.repeat(["a", "b", "c"], 20),
    }


def test_records_go_where_the_table_says(beats):
    train, test = splits.split_interpatient(beats, {"a": "test", "b": "train", "c": "paced"})
    assert set(beats["record"][train]) == {"b"}
    assert set(beats["record"][test]) == {"a"}
    assert len(train) == len(test) == 20


def test_a_random_split_is_stratified_whole_and_by_seed(beats):
    train, test = splits.split_intrapatient(beats, 0.2, seed=0)
    assert sorted([*train, *test]) == list(range(60))
    assert all(np.sum(beats["label"][test] == name) == 4 for name in "NVF")
    again = splits.split_intrapatient(beats, 0.2, seed=0)
    assert np.array_equal(test, again[1])
    assert not np.array_equal(test, splits.split_intrapatient(beats, 0.2, seed=1)[1])


def write(beats, tmp_path, classes):
    paths = types.SimpleNamespace(train=tmp_path / "train.h5", test=tmp_path / "test.h5")
    train, test = splits.split_intrapatient(beats, 0.25, seed=0)
    splits.write_split(paths, beats, train, test, classes, {"split": "x"})
    return paths


def test_only_the_splits_classes_are_written(beats, tmp_path):
    paths = write(beats, tmp_path, ["N", "V"])
    for path in (paths.train, paths.test):
        assert set(read_beats(path, ("label",))["label"]) == {"N", "V"}
    assert read_attributes(paths.test) == {"split": "x", "side": "test"}


def test_a_share_of_each_class_is_held_out(beats):
    held_out = splits.draw_per_class(beats["label"], fraction=0.2, seed=0)
    assert [np.sum(held_out[beats["label"] == name]) for name in "NVF"] == [4, 4, 4]
    assert not np.array_equal(held_out, splits.draw_per_class(beats["label"], 0.2, seed=1))


def test_the_only_beat_of_a_class_is_not_drawn(beats):
    labels = np.append(beats["label"], "Q")
    drawn = splits.draw_per_class(labels, 0.5, seed=0)
    assert np.sum(drawn) == 30
    assert not drawn[-1]


@pytest.mark.parametrize("fraction", [0.02, 0.98])
def test_too_few_beats_for_both_sides_are_refused(beats, fraction):
    with pytest.raises(InputError, match=r"of 60 beats are a share of .* with 3 classes"):
        splits.draw_per_class(beats["label"], fraction, seed=0)


def test_a_side_without_a_class_is_refused(beats, tmp_path):
    with pytest.raises(InputError, match="no train beat is of class S"):
        write(beats, tmp_path, ["N", "V", "S"])
