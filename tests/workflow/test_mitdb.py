"""The check figures of the MIT-BIH Arrhythmia Database, on all 48 records."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
import yaml
from conftest import ROOT
from evenbeat.beats.reference import LEAST_USUAL, REFERENCES
from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.splits import split_interpatient, split_intrapatient
from evenbeat.beats.table import concatenate
from evenbeat.data.aami import classify_symbols
from evenbeat.data.beat_annotations import read_beat_annotations
from evenbeat.data.wfdb_records import read_lead
from evenbeat.signal.filters import filter_lead

DATABASE = ROOT.parent / "shared/mitdb"
SVDB = ROOT.parent / "shared/svdb"
RECORDS = pd.read_csv(ROOT / "config/databases/mitdb.tsv", sep="\t", dtype=str).set_index("record")
CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text())
SIGNAL, BEATS = CONFIG["signal"], CONFIG["beats"]
MITDB = yaml.safe_load((ROOT / "config/databases/mitdb.yaml").read_text())["databases"]["mitdb"]
SYMBOLS = MITDB["symbols"]

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
def tables():
    """Give each record's lead and beats, as the rules filter and cut them."""
    found = {}
    for record, row in RECORDS.iterrows():
        lead = read_lead(str(DATABASE / record), MITDB["leads"])
        ecg = filter_lead(
            lead.signal,
            lead.sampling_rate,
            SIGNAL["sampling_rate"],
            SIGNAL["filter"],
            SIGNAL["filters"][SIGNAL["filter"]],
        )
        assert ecg.shape == (650000,)
        annotated = read_beat_annotations(str(DATABASE / record), "atr", SYMBOLS, 360)[:2]
        identity = {"record": record, "patient": row["patient"], "source": record}
        beats, _ = tabulate_beats(
            ecg.astype(np.float32), (360, 360), annotated, identity, SYMBOLS, BEATS
        )
        found[record] = lead.name, beats
    return found


@pytest.fixture(scope="module")
def beats(tables):
    return concatenate([table for _, table in tables.values()])


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


def test_leads(tables):
    other = {record for record, (lead, _) in tables.items() if lead != "MLII"}
    assert other == {"102", "104"}


def test_split_sizes(beats):
    train, test = split_interpatient(beats, RECORDS["split"].to_dict(), MITDB["shared_patients"])
    measured = np.isin(beats["label"], CONFIG["splits"]["interpatient"]["classes"])
    assert measured[train].sum() == 50999 - 8
    assert measured[test].sum() == 49690 - 7
    of_all = CONFIG["splits"]["intrapatient"]
    train, test = split_intrapatient(beats, of_all["test_fraction"], of_all["seed"])
    assert len(train) + len(test) == 109446
    assert len(test) == pytest.approx(109446 / 5, abs=3)


def share_of_usual(folder, record, symbols, sampling_rate, reference):
    """Give the share of N among the beats that make the template of a record."""
    samples, found, _ = read_beat_annotations(str(folder / record), "atr", symbols, sampling_rate)
    usual = REFERENCES[reference](samples, sampling_rate).usual
    assert np.count_nonzero(usual) >= LEAST_USUAL
    return np.mean(classify_symbols(found, symbols)[usual] == "N")


@pytest.mark.parametrize(("reference", "least"), [("record", 0.99), ("trailing", 0.99)])
def test_the_template_of_a_mostly_ectopic_record_is_of_normal_beats(reference, least):
    """Most beats of 232 are S."""
    assert share_of_usual(DATABASE, "232", SYMBOLS, 360, reference) >= least


@pytest.mark.skipif(not SVDB.exists(), reason="needs a copy of the records in ../shared/svdb")
def test_templates_of_svdb_are_mostly_of_normal_beats():
    described = yaml.safe_load((ROOT / "config/databases/svdb.yaml").read_text())
    symbols = described["databases"]["svdb"]["symbols"]
    shares = {
        path.stem: share_of_usual(SVDB, path.stem, symbols, 128, "record")
        for path in SVDB.glob("*.atr")
    }
    assert len(shares) >= 39
    assert min(shares.values()) >= 0.7


def test_supraventricular_beats_are_premature(beats):
    median = {name: np.median(beats["rhythm"][beats["label"] == name, 0]) for name in "NSV"}
    assert median["N"] == pytest.approx(0, abs=0.05)
    assert median["S"] < -0.05
    assert median["V"] < -0.2
