import numpy as np
import pytest
from evenbeat.beats.table import select
from evenbeat.io.csv_tables import write_table
from evenbeat.quality import origin
from evenbeat.quality.neighbours import nearest_distances
from evenbeat.runtime.errors import InputError

GAN = {"split": "interpatient", "model": "blog", "seed": "1", "class": "S", "epoch": 60}
PATIENTS = ["mitdb/a", "mitdb/b"]


@pytest.fixture
def beats():
    """Give 12 beats of two patients, each with a template; every third is of class N."""
    rng = np.random.default_rng(0)
    own = np.repeat([0, 1], 6)
    return {
        "waveform": rng.normal(size=(12, 30)).astype(np.float32),
        "template": rng.normal(size=(2, 30)).astype(np.float32)[own],
        "label": np.tile(["S", "S", "N"], 4),
        "record": np.array(["mitdb/1", "mitdb/2"])[own],
        "sample": 100 * np.arange(12),
        "patient": np.array(PATIENTS)[own],
        "held_out": np.arange(12) == 1,
    }


def copies(beats, rows, patient=""):
    """Take real beats for synthetic ones."""
    columns = select(beats, np.asarray(rows, dtype=int))
    named = {"patient": np.full(len(rows), patient, dtype="U9")}
    return {name: columns[name] for name in ("waveform", "template")} | named


def test_copies_are_their_own_nearest_beats(beats):
    rows = [7, 0, 10, 3]
    table = origin.trace_beats(copies(beats, rows), beats, GAN)
    assert (table["distance"] == 0).all()
    for name in ("record", "sample", "patient"):
        assert table[f"nearest_{name}"].tolist() == beats[name][rows].tolist()
    assert table["template_patient"].tolist() == beats["patient"][rows].tolist()
    assert all((table[name] == value).all() for name, value in GAN.items())


def test_neither_held_out_beats_nor_those_of_other_classes_are_named(beats):
    table = origin.trace_beats(copies(beats, [1, 2, 5]), beats, GAN)
    assert (table["distance"] > 1).all()
    assert set(table["nearest_sample"]) <= set(beats["sample"][[0, 3, 4, 6, 7, 9, 10]])


def test_the_distance_is_that_of_the_screen(beats):
    synthetic = copies(beats, [0, 4, 9])
    synthetic["waveform"] += np.random.default_rng(1).normal(size=(3, 30)).astype(np.float32)
    table = origin.trace_beats(synthetic, beats, GAN)
    seen = beats["waveform"][(beats["label"] == "S") & ~beats["held_out"]]
    assert np.array_equal(table["distance"], nearest_distances(synthetic["waveform"], seen))


def test_a_beat_that_was_generated_for_a_patient_names_the_patient(beats):
    """Its template, a median over records, need not be that of any beat."""
    synthetic = copies(beats, [0, 3], "mitdb/b") | {"template": np.zeros((2, 30), np.float32)}
    table = origin.trace_beats(synthetic, beats, GAN)
    assert table["template_patient"].tolist() == ["mitdb/b", "mitdb/b"]
    assert table["nearest_patient"].tolist() == ["mitdb/a", "mitdb/a"]


def test_a_template_may_come_from_a_held_out_beat(beats):
    beats["template"][1] = 7
    table = origin.trace_beats(copies(beats, [1]), beats, GAN)
    assert table["template_patient"].tolist() == ["mitdb/a"]


def test_without_beats_there_are_the_columns(beats):
    full, empty = (origin.trace_beats(copies(beats, rows), beats, GAN) for rows in ([0], []))
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty.empty


def test_beats_of_another_run_are_refused(beats):
    strange = copies(beats, [0]) | {"template": np.zeros((1, 30), np.float32)}
    with pytest.raises(InputError, match=r"template that no training beat.*Delete"):
        origin.trace_beats(strange, beats, GAN)


def test_the_same_beats_give_the_same_bytes_and_no_large_file(beats, tmp_path):
    synthetic = copies(beats, np.arange(20000) % 12)
    synthetic["waveform"] += np.random.default_rng(2).normal(size=(20000, 30)).astype(np.float32)
    for name in ("once", "twice"):
        write_table(tmp_path / name, origin.trace_beats(synthetic, beats, GAN), digits=6)
    assert (tmp_path / "once").read_bytes() == (tmp_path / "twice").read_bytes()
    assert (tmp_path / "once").stat().st_size < 5e6
