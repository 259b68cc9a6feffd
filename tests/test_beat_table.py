import h5py
import numpy as np
from evenbeat import beat_table


def table(n, label="N"):
    return {
        "waveform": np.arange(300.0 * n, dtype=np.float32).reshape(n, 300),
        "label": np.full(n, label),
        "record": np.full(n, "100"),
    }


def test_a_table_comes_back(tmp_path):
    path = tmp_path / "beats.h5"
    beat_table.write_beats(path, table(3), {"sampling_rate": 360})
    found = beat_table.read_beats(path)
    assert found.keys() == {"waveform", "label", "record"}
    assert found["label"].tolist() == ["N"] * 3
    assert np.array_equal(found["waveform"], table(3)["waveform"])
    assert beat_table.read_attributes(path) == {"sampling_rate": 360}
    assert beat_table.read_beats(path, ("label",)).keys() == {"label"}


def test_every_dataset_has_a_unit(tmp_path):
    path = tmp_path / "beats.h5"
    beat_table.write_beats(path, table(1), {})
    with h5py.File(path) as file:
        assert all(dataset.attrs["unit"] for dataset in file.values())


def test_concatenate_select_and_count():
    both = beat_table.concatenate([table(2), table(1, "V")])
    assert both["label"].tolist() == ["N", "N", "V"]
    assert beat_table.select(both, both["label"] == "V")["waveform"].shape == (1, 300)
    assert beat_table.count_classes(both["label"], "NSV") == {"N": 2, "S": 0, "V": 1}


def test_names_of_different_lengths_keep_their_letters():
    short = table(1) | {"record": np.array(["1"])}
    long = table(1) | {"record": np.array(["p0001_s00"])}
    assert beat_table.concatenate([short, long])["record"].tolist() == ["1", "p0001_s00"]
