import types

import numpy as np
import pytest
from evenbeat.beats import splits
from evenbeat.beats.table import OF_RECORDS, read_attributes, read_beats, select, write_beats
from evenbeat.runtime.errors import InputError


@pytest.fixture
def beats():
    label = np.array(list("NNNNNNNNNNVVVVVVVVVVFFFFFFFFFF") * 2)
    return {
        "label": label,
        "record": np.repeat(["x/a", "x/b", "y/a"], 20),
        "patient": np.repeat(["x/1", "x/2", "y/1"], 20),
    }


def test_records_go_where_the_table_says(beats):
    sides = {"x/a": "test", "x/b": "train", "y/a": "paced"}
    train, test = splits.split_interpatient(beats, sides)
    assert set(beats["record"][train]) == {"x/b"}
    assert set(beats["record"][test]) == {"x/a"}
    assert len(train) == len(test) == 20


def test_a_patient_on_both_sides_is_named_unless_the_published_split_has_it_so(beats):
    beats["patient"][:40] = "x/1"
    sides = {"x/a": "test", "x/b": "train", "y/a": "train"}
    with pytest.raises(
        InputError, match="patient x/1 has training records x/b and test records x/a"
    ):
        splits.split_interpatient(beats, sides)
    train, test = splits.split_interpatient(beats, sides, shared=["x/1"])
    assert (len(train), len(test)) == (40, 20)


def test_a_random_split_is_stratified_whole_and_by_seed(beats):
    train, test = splits.split_intrapatient(beats, 0.2, seed=0)
    assert sorted([*train, *test]) == list(range(60))
    assert all(np.sum(beats["label"][test] == name) == 4 for name in "NVF")
    again = splits.split_intrapatient(beats, 0.2, seed=0)
    assert np.array_equal(test, again[1])
    assert not np.array_equal(test, splits.split_intrapatient(beats, 0.2, seed=1)[1])


def fill(beats):
    """Give the beats the other columns of a table."""
    number, of_floats = len(beats["label"]), ("waveform", "template", "rhythm", "features")
    floats = {name: np.zeros((number, 3), np.float32) for name in of_floats}
    return beats | floats | {"symbol": beats["label"], "sample": np.arange(number)}


def write(beats, tmp_path, classes, rows=None):
    """Write the split of a table that is kept as two databases."""
    paths = types.SimpleNamespace(train=tmp_path / "train.h5", test=tmp_path / "test.h5")
    tables = [tmp_path / f"{name}.h5" for name in "xy"]
    for path in tables:
        own = np.char.startswith(beats["record"], path.stem)
        write_beats(path, fill(select(beats, own)), {})
    rows = rows or splits.split_intrapatient(beats, 0.25, seed=0)
    splits.write_split(paths, tables, rows, classes, {"split": "x"})
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
    with pytest.raises(InputError, match=r"a share of .* of 60 beats, but 3 classes"):
        splits.draw_per_class(beats["label"], fraction, seed=0)


def test_a_side_without_a_class_is_refused(beats, tmp_path):
    with pytest.raises(InputError, match="no train beat has class S"):
        write(beats, tmp_path, ["N", "V", "S"])


def test_the_beats_of_all_databases_are_written(beats, tmp_path):
    rows = splits.split_interpatient(beats, {"x/a": "test", "x/b": "train", "y/a": "train"})
    paths = write(beats, tmp_path, ["N", "V"], rows)
    train, test = (read_beats(path, ("record", "label")) for path in (paths.train, paths.test))
    assert set(train["record"]) == {"x/b", "y/a"}
    assert set(train["label"]) == {"N", "V"}
    assert set(test["record"]) == {"x/a"}


def test_a_database_without_the_splits_classes_is_refused(beats, tmp_path):
    beats["label"][40:] = "Q"
    sides = {"x/a": "test", "x/b": "train", "y/a": "train"}
    rows = splits.split_interpatient(beats, sides)
    message = r"y\.h5: 0 of 20 training beats and 0 of 0 test beats have a class of N, V"
    with pytest.raises(InputError, match=message):
        write(beats, tmp_path, ["N", "V"], rows)


def test_the_test_beats_of_one_database_stand_alone(beats, tmp_path):
    values = {name: [0, 1, 2] for name in OF_RECORDS} | {"records": ["x/a", "x/b", "y/a"]}
    write_beats(tmp_path / "all.h5", fill(beats), values | {"side": "test", "split": "z"})
    attributes = read_attributes(tmp_path / "all.h5")
    splits.write_database_test(tmp_path / "test.h5", fill(beats), "y", attributes)
    assert set(read_beats(tmp_path / "test.h5")["record"]) == {"y/a"}
    attributes = read_attributes(tmp_path / "test.h5")
    assert attributes["split"] == "interpatient_y"
    assert attributes["databases"].tolist() == ["y"]
    assert attributes["records"].tolist() == ["y/a"]
    assert attributes["annotated_beats"].tolist() == [2]


def test_an_external_database_tests_with_both_its_sides(beats, tmp_path):
    sides = {"x/a": "test", "x/b": "train", "y/a": "paced"}
    splits.write_external(tmp_path / "test.h5", fill(beats), sides, ["N", "V"], {})
    assert set(read_beats(tmp_path / "test.h5")["record"]) == {"x/a", "x/b"}
    with pytest.raises(InputError, match="no external beat has class S"):
        splits.write_external(tmp_path / "test.h5", fill(beats), sides, ["N", "S"], {})
