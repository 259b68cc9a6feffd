"""Which splits a configuration asks for, of which databases."""

import pytest
from evenbeat.pipeline import splits

CONFIG = {
    "run": {
        "databases": ["mitdb", "svdb"],
        "external": ["incartdb"],
        "splits": ["interpatient", "intrapatient"],
    },
    "splits": {
        "interpatient": {"classes": ["N", "S", "V", "F"]},
        "intrapatient": {"classes": ["N", "S", "V", "F", "Q"]},
    },
}


@pytest.mark.parametrize(
    ("tested", "of_one"),
    [
        (["mitdb", "svdb"], ["interpatient_mitdb", "interpatient_svdb"]),
        (["mitdb"], []),
        ([], []),
    ],
)
def test_databases_are_scored_by_themselves_if_several_have_test_records(tested, of_one):
    found = splits.scored_splits(CONFIG, tested)
    assert found == ["interpatient", "intrapatient", *of_one, "external_incartdb"]


def test_without_interpatient_no_database_is_scored_by_itself():
    config = CONFIG | {"run": CONFIG["run"] | {"splits": ["intrapatient"], "external": []}}
    assert splits.scored_splits(config, ["mitdb", "svdb"]) == ["intrapatient"]


@pytest.mark.parametrize(
    ("split", "trained", "databases"),
    [
        ("interpatient", "interpatient", ["mitdb", "svdb"]),
        ("intrapatient_fold0_fold1", "intrapatient", ["mitdb", "svdb"]),
        ("interpatient_fold0", "interpatient", ["mitdb", "svdb"]),
        ("interpatient_svdb", "interpatient", ["svdb"]),
        ("external_incartdb", "interpatient", ["incartdb"]),
    ],
)
def test_a_split_of_one_database_has_the_classifiers_of_interpatient(split, trained, databases):
    assert splits.trained_split(CONFIG, split) == trained
    assert splits.split_classes(CONFIG, split) == CONFIG["splits"][trained]["classes"]
    assert splits.databases_of(CONFIG, split) == databases
