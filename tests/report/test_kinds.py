import pandas as pd
import pytest
from evenbeat.report.kinds import tabulate_published
from report_artifacts import CAPTIONS

MEASURES = pd.DataFrame(
    {
        "arm": ["none", "none", "smote"],
        "measure": ["macro_f1", "accuracy", "macro_f1"],
        "mean": [0.61, 0.9, 0.7],
        "over_records_low": [0.5, 0.8, 0.5],
        "over_records_high": [0.7, 0.95, 0.8],
    }
)


def tabulate(split="interpatient", databases=("mitdb",), classes="N S V F"):
    path = CAPTIONS / "published.csv"
    return tabulate_published(path, {"lda": MEASURES}, split, list(databases), classes, "Caption.")


def test_published_results_stand_beside_the_same_beats_of_a_larger_run():
    assert tabulate(split="interpatient_mitdb")


def test_published_results_stand_beside_the_arm_that_adds_nothing():
    (table,) = tabulate()
    own, *others = table["rows"]
    assert own[:3] == ["lda, arm none", "0.610", "this run"]
    assert own[3] == "95% interval over test records 0.500 to 0.700"
    assert [row[1] for row in others] == ["0.688", "0.661", "0.682", "0.670"]
    assert all(source and known for _, _, source, known in others)


@pytest.mark.parametrize(
    "other",
    [
        {"split": "intrapatient"},
        {"split": "external_mitdb"},
        {"databases": ["svdb"]},
        {"databases": ["mitdb", "svdb"]},
        {"classes": "N S V"},
    ],
)
def test_they_are_not_shown_beside_scores_of_anything_else(other):
    assert tabulate(**other) == []
