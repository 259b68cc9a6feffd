"""The README's numbers, links and commands are those of the repository."""

import re

import pandas as pd
import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
BY_SEED = {run: ROOT / f"docs/{run}_run/metrics_by_seed.csv" for run in ("default", "blog")}


def table():
    """Read the README's table: cells by run, split and arm."""
    lines = [line for line in README.splitlines() if line.startswith("|")]
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return header[3:], {tuple(row[:3]): row[3:] for row in rows}


def test_the_table_is_that_of_the_committed_runs():
    columns = {"macro-F1": "macro_f1", **{f"F1 {cls}": f"f1_{cls}" for cls in "NSVF"}}
    header, rows = table()
    scores_of = {
        (run, *key): scores
        for run, path in BY_SEED.items()
        for key, scores in pd.read_csv(path, keep_default_na=False, na_values=[""])
        .query("split == 'interpatient'")
        .groupby(["split", "arm"])
    }
    assert rows.keys() == scores_of.keys()
    for key, scores in scores_of.items():
        for name, cell in zip(header, rows[key], strict=True):
            values = scores[columns[name]]
            if name == "macro-F1":
                assert cell == f"{values.mean():.3f} ± {values.std():.3f}"
            else:
                assert cell == f"{values.mean():.3f}"


def test_the_study_is_quoted_as_it_is():
    section = README.split("## Does it help?")[1].split("\n## ")[0]
    scores = pd.read_csv(ROOT / "docs/study/tables/scores.csv").query("split == 'interpatient'")
    means = scores.set_index(["arm", "measure"])["mean"]
    expected = [means[arm, "macro_f1"] for arm in ("transfer", "smote", "none", "blog")]
    expected += [means[arm, "f1_F"] for arm in ("transfer", "none")]
    arms = pd.read_csv(ROOT / "docs/study/tables/arms.csv").query("split == 'interpatient'")
    folds = arms.set_index("arm")["fold_macro_f1"]
    expected += [
        means["transplant_equal", "macro_f1"],
        folds["transplant_equal"],
        folds["transfer"],
    ]
    assert re.findall(r"0\.\d+", section) == [f"{mean:.3f}" for mean in expected]


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_links_lead_somewhere(target):
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^    make (\w+)", README, re.MULTILINE))
def test_make_has_the_targets(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_one_screen():
    assert len(README.splitlines()) <= 75
