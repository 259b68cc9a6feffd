"""Scores against the number of training patients, on the demonstration's databases."""

import shutil

import pandas as pd
import pytest
from conftest import snakemake
from evenbeat.beats.table import read_beats

RESULTS = "results/curve"
CONFIG = {
    "pathvars": {"results": RESULTS},
    "run": {"splits": ["interpatient"], "arms": ["none", "smote"], "classifiers": ["lda"]},
    "splits": {"interpatient": {"classes": ["N", "S", "V"]}},
    "arms": {"smote": {"classes": ["S", "V"]}},
    "gan": {"seeds": 1},
    "learning_curve": {
        "patients": [2, 3],
        "draws": 2,
        "left_out": "holter",
        "folds": 2,
        "seed": 0,
        "resamples": 9,
    },
}


@pytest.fixture(scope="module")
def results(finished, tmp_path_factory):
    """Add a learning curve to the finished demonstration, whose beats it uses."""
    folder = tmp_path_factory.mktemp("curve") / "run"
    shutil.copytree(finished, folder, symlinks=True)
    done = snakemake(folder, f"{RESULTS}/report.html", config=CONFIG)
    assert done.returncode == 0, done.stdout
    return folder / RESULTS


def read_patients(path):
    return set(read_beats(path, ("patient",))["patient"])


@pytest.mark.parametrize("draw", [0, 1])
def test_no_patient_trains_and_is_scored(results, draw):
    for number in (2, 3):
        folder = results / f"patients{number}_draw{draw}"
        trained, tested = (read_patients(folder / f"{side}.h5") for side in ("train", "test"))
        assert len(trained) == number
        assert not trained & tested
        assert len(tested & {"holter/s01", "holter/s03"}) == 1
        assert read_patients(results / "interpatient/test.h5") < tested


def test_each_number_of_patients_is_scored_on_each_database(results):
    table = pd.read_csv(results / "tables/patients.csv").set_index(["test_bed", "arm", "patients"])
    for arm in ("none", "smote"):
        assert table.loc["simulated", arm]["draws"].to_dict() == {2: 2, 3: 2, 6: 1}
        assert table.loc["holter", arm]["draws"].to_dict() == {2: 2, 3: 2}
    alone = pd.read_csv(results / "tables/metrics_by_arm.csv").set_index("arm")
    assert table.loc[("simulated", "smote", 6), "macro_f1_mean"] == pytest.approx(
        alone.loc["smote", "macro_f1_mean"], abs=1e-4
    )


def test_the_report_says_what_added_beats_are_worth(results):
    page = (results / "report.html").read_text()
    worth = pd.read_csv(results / "tables/patients_worth.csv")
    at_start = worth[(worth["patients"] == 2) & (worth["measure"] == "macro_f1")]
    for row in at_start.itertuples():
        assert f"lda on {row.test_bed}, 2 training patients: of the arms that add beats" in page
        assert f"smote has the highest macro-F1, {abs(row.gain):.3f} " in page
