"""The README's numbers, links and commands are those of the repository."""

import re

import pandas as pd
import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
BY_SEED = ROOT / "docs/default_run/metrics_by_seed.csv"


def table():
    """Read the README's table: cells by split and arm."""
    lines = [line for line in README.splitlines() if line.startswith("|")]
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return header[2:], {(row[0], row[1]): row[2:] for row in rows}


def test_the_table_is_that_of_the_committed_run():
    columns = {"macro-F1": "macro_f1", **{f"F1 {cls}": f"f1_{cls}" for cls in "NSVFQ"}}
    header, rows = table()
    groups = pd.read_csv(BY_SEED, keep_default_na=False, na_values=[""]).groupby(["split", "arm"])
    assert set(rows) == set(groups.groups)
    for key, scores in groups:
        for name, cell in zip(header, rows[key], strict=True):
            values = scores[columns[name]]
            if values.isna().all():
                assert cell == ""
            elif name == "macro-F1":
                assert cell == f"{values.mean():.3f} ± {values.std():.3f}"
            else:
                assert cell == f"{values.mean():.3f}"


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_links_lead_somewhere(target):
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^    make (\w+)", README, re.MULTILINE))
def test_make_has_the_targets(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_one_screen():
    assert len(README.splitlines()) <= 75
