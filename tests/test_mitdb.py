"""The check figures of the MIT-BIH Arrhythmia Database, on all 48 records."""

import json
import subprocess
import sys
from collections import Counter

import h5py
import numpy as np
import pandas as pd
import pytest
import yaml
from conftest import ROOT, copy_project
from evenbeat.aami import classify_symbols
from evenbeat.beat_table import read_beats
from evenbeat.records import read_beat_annotations

DATABASE = ROOT.parent / "shared/mitdb"
RECORDS = pd.read_csv(ROOT / "config/databases/mitdb.tsv", sep="\t", dtype=str).set_index("record")
SYMBOLS = yaml.safe_load((ROOT / "config/databases/mitdb.yaml").read_text())["databases"]["mitdb"][
    "symbols"
]

pytestmark = pytest.mark.skipif(
    not DATABASE.exists(), reason="needs a copy of the database in ../shared/mitdb"
)


@pytest.fixture(scope="module")
def annotated():
    """Count the annotated beats of each record by class."""
    return {
        record: Counter(
            classify_symbols(
                read_beat_annotations(str(DATABASE / record), "atr", SYMBOLS, 360)[1], SYMBOLS
            )
        )
        for record in RECORDS.index
    }


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mitdb")
    copy_project(folder)
    targets = [f"results/{split}/train.h5" for split in ("interpatient", "intrapatient")]
    config = f"databases={json.dumps({'mitdb': {'url': str(DATABASE)}})}"
    command = [sys.executable, "-m", "snakemake", "--cores", "2", *targets, "--config", config]
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert done.returncode == 0, done.stdout
    return folder / "results"


@pytest.fixture(scope="module")
def beats(results):
    return read_beats(results / "databases/mitdb/beats.h5", ("label", "record", "rhythm"))


def total(counts, records):
    both = sum((counts[record] for record in records), Counter())
    return [both[name] for name in "NSVFQ"]


def of_split(*names):
    return RECORDS.index[RECORDS["split"].isin(names)]


def test_every_beat_annotation(annotated):
    assert total(annotated, RECORDS.index) == [90631, 2781, 7236, 803, 8043]
    assert total(annotated, of_split("train", "test")) == [90125, 2781, 7009, 803, 15]
    assert total(annotated, of_split("train")) == [45866, 944, 3788, 415, 8]
    assert total(annotated, of_split("test")) == [44259, 1837, 3221, 388, 7]


def test_whole_windows(beats):
    pairs = zip(beats["record"], beats["label"], strict=True)
    counts = {record: Counter() for record in RECORDS.index}
    for record, label in pairs:
        counts[record][label] += 1
    assert total(counts, RECORDS.index) == [90589, 2781, 7235, 802, 8039]
    assert total(counts, of_split("train")) == [45845, 944, 3788, 414, 8]
    assert total(counts, of_split("test")) == [44238, 1837, 3220, 388, 7]


def test_the_split_is_de_chazals():
    assert len(of_split("train")) == len(of_split("test")) == 22
    assert set(of_split("paced")) == {"102", "104", "107", "217"}
    assert RECORDS.loc["201", "patient"] == RECORDS.loc["202", "patient"]


def test_leads(results):
    leads = {}
    for record in RECORDS.index:
        with h5py.File(results / f"databases/mitdb/filtered/{record}.h5") as file:
            leads[record] = file.attrs["lead"]
            assert file["signal"].shape == (650000,)
    assert {record for record, lead in leads.items() if lead != "MLII"} == {"102", "104"}


def test_split_sizes(results):
    sizes = {
        (split, side): len(read_beats(results / split / f"{side}.h5", ("label",))["label"])
        for split in ("interpatient", "intrapatient")
        for side in ("train", "test")
    }
    assert sizes["interpatient", "train"] == 50999 - 8
    assert sizes["interpatient", "test"] == 49690 - 7
    assert sizes["intrapatient", "train"] + sizes["intrapatient", "test"] == 109446
    assert sizes["intrapatient", "test"] == pytest.approx(109446 / 5, abs=3)


def test_supraventricular_beats_are_premature(beats):
    median = {name: np.median(beats["rhythm"][beats["label"] == name, 0]) for name in "NSV"}
    assert median["N"] == pytest.approx(0, abs=0.05)
    assert median["S"] < -0.05
    assert median["V"] < -0.2
