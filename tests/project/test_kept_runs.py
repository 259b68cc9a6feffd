"""Tables and numbers of kept runs are those of the files beside them."""

import re
import runpy

import pandas as pd
import pytest
from conftest import ROOT

BLOG = ROOT / "docs/blog_run"


@pytest.mark.parametrize("run", ["default_run", "blog_run"])
def test_the_tables_follow_from_the_files(run):
    kept = ROOT / "docs" / run
    module = runpy.run_path(str(ROOT / "docs/keep_run.py"))
    assert module["write_tables"](kept) == (kept / "tables.md").read_text()


def test_the_full_length_run_has_the_numbers_of_its_files():
    page = " ".join((BLOG / "README.md").read_text().split())
    arms = pd.read_csv(BLOG / "metrics_by_arm.csv", keep_default_na=False, na_values=[""])
    arms = arms.set_index("arm")
    macro = arms["macro_f1_mean"]
    assert (macro.drop("none") < macro["none"]).all()
    said = re.search(r"With `none` it is (.*?) \(means over five classifiers\)", page)[1]
    assert re.findall(r"0\.\d+", said) == [f"{value:.3f}" for value in macro]
    said = re.search(r"Sensitivity rises (.*? for F)\.", page)[1]
    sensitivity = arms.filter(regex="^sensitivity_[NSVF]_mean$")
    expected = [f"{value:.3f}" for value in sensitivity.loc[["none", "gan"]].to_numpy().T.ravel()]
    assert re.findall(r"0\.\d+", said) == expected


def test_no_checkpoint_of_the_full_length_run_comes_near_the_floor():
    checkpoints = pd.read_csv(BLOG / "checkpoints.csv")
    gans = pd.read_csv(BLOG / "interpatient/gans.csv")
    assert checkpoints["mmd2"].min() > 10 * gans["floor"].max()
    assert (gans["floor"] < 0.01).all()
    assert (gans["chosen"] < checkpoints["epoch"].max()).all()
