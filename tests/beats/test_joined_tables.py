"""Several databases of a run, described together."""

import numpy as np
import pytest
from evenbeat.beats.joined_tables import join_attributes, read_names
from evenbeat.beats.table import write_beats


def write(folder, database, records, leads, simulated=False):
    path = folder / f"{database}.h5"
    names = np.array([f"{database}/{record}" for record in records])
    label = np.full(len(names), "N")
    attributes = {
        "database": database,
        "filter": "bandpass",
        "simulated": simulated,
        "records": names.tolist(),
        "leads": leads,
        "record_sampling_rates": [128.0] * len(names),
        "annotated_beats": [1] * len(names),
        "beats_outside": [0] * len(names),
        "close_beats": [0] * len(names),
        "merged_annotations": [0] * len(names),
    }
    write_beats(path, {"label": label, "record": names, "patient": names}, attributes)
    return str(path)


@pytest.fixture
def paths(tmp_path):
    return [
        write(tmp_path, "a", ["1", "2"], ["MLII", "V5"]),
        write(tmp_path, "b", ["1"], ["II"], simulated=True),
    ]


def test_equal_names_of_records_stay_apart(paths):
    assert read_names(paths)["record"].tolist() == ["a/1", "a/2", "b/1"]


def test_what_is_known_of_records_is_joined(paths):
    found = join_attributes(paths)
    assert found["databases"] == ["a", "b"]
    assert found["records"].tolist() == ["a/1", "a/2", "b/1"]
    assert found["leads"].tolist() == ["MLII", "V5", "II"]
    assert found["simulated"]
    assert found["filter"] == "bandpass"
    assert "database" not in found
