import h5py
import numpy as np
import pytest
from conftest import forged
from evenbeat.beats import table as beats_table
from evenbeat.runtime.errors import InputError


def table(n, label="N"):
    return {
        "waveform": np.arange(300.0 * n, dtype=np.float32).reshape(n, 300),
        "label": np.full(n, label),
        "record": np.full(n, "Ä100"),
    }


def test_a_table_comes_back(tmp_path):
    path = tmp_path / "beats.h5"
    beats_table.write_beats(path, table(3), {"sampling_rate": 360})
    found = beats_table.read_beats(path, ("waveform", "label", "record"))
    assert found["label"].tolist() == ["N"] * 3
    assert found["record"].tolist() == ["Ä100"] * 3
    assert np.array_equal(found["waveform"], table(3)["waveform"])
    assert beats_table.read_attributes(path) == {"sampling_rate": 360}
    assert beats_table.read_beats(path, ("label",)).keys() == {"label"}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("label", None, "has no column label"),
        ("label", np.full(3, b"X"), r"column label has \[b'X'\]; expected only N, S, V, F, Q"),
        ("label", np.full(2, b"N"), "column label has shape"),
        ("waveform", np.zeros(3, np.float32), "column waveform has shape"),
        ("waveform", np.full((3, 300), np.nan, np.float32), "900 values that are not finite"),
        ("waveform", np.zeros((3, 300), dtype=int), "type int64; expected"),
    ],
)
def test_a_table_edited_by_hand_is_refused(tmp_path, column, value, message):
    path = tmp_path / "beats.h5"
    beats_table.write_beats(path, table(3), {})
    with forged(path) as file:
        del file[column]
        if value is not None:
            file[column] = value
    with pytest.raises(InputError, match=message):
        beats_table.read_beats(path, ("waveform", "label"))


def test_every_dataset_has_a_unit(tmp_path):
    path = tmp_path / "beats.h5"
    beats_table.write_beats(path, table(1), {})
    with h5py.File(path) as file:
        assert all(dataset.attrs["unit"] for dataset in file.values())


def test_concatenate_select_and_count():
    both = beats_table.concatenate([table(2), table(1, "V")])
    assert both["label"].tolist() == ["N", "N", "V"]
    assert beats_table.select(both, both["label"] == "V")["waveform"].shape == (1, 300)
    assert beats_table.count_classes(both["label"], "NSV") == {"N": 2, "S": 0, "V": 1}


def test_names_of_different_lengths_keep_their_letters():
    short = table(1) | {"record": np.array(["1"])}
    long = table(1) | {"record": np.array(["p0001_s00"])}
    assert beats_table.concatenate([short, long])["record"].tolist() == ["1", "p0001_s00"]
