"""The README's numbers, links and commands are those of the repository."""

import re

import pandas as pd
import pytest
from conftest import ROOT
from evenbeat.study.markdown import write_range

README = (ROOT / "README.md").read_text()
DIFFERENCES = ROOT / "docs/study/tables/differences.csv"
KINDS = ["lda", "forest", "cnn"]


def test_the_numbers_are_those_of_the_study():
    table = pd.read_csv(DIFFERENCES, keep_default_na=False, na_values=[""])
    table = table[(table["second"] == "none") & (table["measure"] == "macro_f1")]
    rows = re.findall(r"^\| `?(\w+)`?[^|]* \| (.*) \| (.*) \|$", README, re.MULTILINE)
    rows = [row for row in rows if row[0] != "added"]
    assert [arm for arm, *_ in rows] == ["SMOTE", "transplant", "transfer", "flow", "blog"]
    for arm, *cells in rows:
        for bed, cell in zip(("interpatient", "external_svdb"), cells, strict=True):
            own = table[(table["first"] == arm.lower()) & (table["bed"] == bed)]
            assert cell == write_range(own.loc[own["kind"].isin(KINDS), "mean"])


def test_no_method_gains_with_any_kind():
    changes = pd.read_csv(ROOT / "docs/study/tables/changes.csv", keep_default_na=False)
    assert set(changes.loc[changes["second"] == "none", "gain_with"]) == {""}


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_links_lead_somewhere(target):
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^    make (\w+)", README, re.MULTILINE))
def test_make_has_the_targets(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_one_screen():
    assert len(README.splitlines()) <= 75
