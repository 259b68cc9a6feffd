import csv

import numpy as np
import pytest
import wfdb
from evenbeat.artifacts.check import check_artifact
from evenbeat.data.beat_annotations import read_beat_annotations
from evenbeat.data.wfdb_records import read_lead
from evenbeat.gan.export import list_outputs, write_record, write_sample
from evenbeat.io.hdf5 import read_datasets
from evenbeat.runtime.errors import InputError

ABOUT = {"class": "S", "sampling_rate": 360, "model": "transfer", "sampling_seed": 0}


@pytest.fixture
def beats():
    rng = np.random.default_rng(0)
    return {
        "waveform": rng.normal(0, 1, (4, 30)).astype(np.float32),
        "rhythm": rng.normal(0, 0.1, (4, 6)).astype(np.float32),
        "template": rng.normal(0, 1, (4, 30)).astype(np.float32),
        "patient": np.array(["mitdb/100", "é", 'a,"b', "mitdb/100"]),
    }


def test_an_array(tmp_path, beats):
    write_sample(tmp_path / "beats.npy", beats, ABOUT, None)
    assert np.array_equal(np.load(tmp_path / "beats.npy"), beats["waveform"])
    check_artifact(tmp_path / "beats.npy")


def test_a_table(tmp_path, beats):
    write_sample(tmp_path / "beats.csv", beats, ABOUT, None)
    with open(tmp_path / "beats.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["patient"] for row in rows] == beats["patient"].tolist()
    assert {row["class"] for row in rows} == {"S"}
    read = [[float(row[f"s{i}"]) for i in range(30)] for row in rows]
    assert np.array(read) == pytest.approx(beats["waveform"], rel=1e-6)
    assert float(rows[1]["before_to_median"]) == pytest.approx(beats["rhythm"][1, 0], rel=1e-6)
    check_artifact(tmp_path / "beats.csv")


def test_hdf5(tmp_path, beats):
    write_sample(tmp_path / "beats.h5", beats, ABOUT | {"sampled_from": "gan.h5"}, None)
    arrays, attributes = read_datasets(tmp_path / "beats.h5")
    assert np.array_equal(arrays["waveform"], beats["waveform"])
    assert attributes["class"] == "S"
    check_artifact(tmp_path / "beats.h5")


@pytest.mark.parametrize("scale", [1, 100])  # 100 does not fit with the usual gain
def test_a_record_that_wfdb_and_the_workflow_read(tmp_path, beats, scale):
    path = tmp_path / "folder/made_1"
    write_sample(path, {"waveform": scale * beats["waveform"]}, ABOUT, 10)
    record = wfdb.rdrecord(str(path))
    signal = record.p_signal[:, 0].reshape(4, 30)
    assert signal == pytest.approx(scale * beats["waveform"], abs=scale * 1e-3)
    assert (record.fs, record.units) == (360, ["NU"])
    assert any("synthetic" in comment for comment in record.comments)
    annotation = wfdb.rdann(str(path), "atr")
    assert annotation.sample.tolist() == [10, 40, 70, 100]
    assert annotation.symbol == ["S"] * 4
    samples, _, _ = read_beat_annotations(str(path), "atr", {"S": ["S"]}, 360)
    assert samples.tolist() == [10, 40, 70, 100]
    assert sorted(path.parent.iterdir()) == sorted(list_outputs(path))
    with pytest.raises(InputError, match="unit of lead ECG is NU"):
        read_lead(str(path), [])  # no millivolts: the workflow does not take them for a patient's


@pytest.mark.parametrize("name", ["a b", "rec.", ".npy", "é"])
def test_a_name_that_wfdb_does_not_allow(tmp_path, name):
    with pytest.raises(InputError, match=r"expected letters, digits, - and _"):
        list_outputs(tmp_path / name)


@pytest.mark.parametrize("factor", [1e-6, 1, 1e6])
def test_a_record_of_any_amplitude(tmp_path, beats, factor):
    write_record(tmp_path / "record", beats["waveform"] * factor, ABOUT, 10)
    signal = wfdb.rdrecord(str(tmp_path / "record")).p_signal[:, 0]
    expected = beats["waveform"].ravel() * factor
    np.testing.assert_allclose(signal, expected, rtol=0, atol=np.abs(expected).max() / 2**15)
