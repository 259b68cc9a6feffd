"""The README's numbers, links and commands are those of the repository."""

import re

import pandas as pd
import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
BY_SEED = ROOT / "docs/default_run/metrics_by_seed.csv"


def table():
    """Read the README's table: cells by kind of classifier and arm."""
    lines = [line for line in README.splitlines() if line.startswith("|")]
    header, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return header[2:], {tuple(row[:2]): row[2:] for row in rows}


def test_the_table_is_that_of_the_committed_run():
    columns = {"macro-F1": "macro_f1", "accuracy": "accuracy"}
    columns |= {f"F1 {cls}": f"f1_{cls}" for cls in "NSVF"}
    header, rows = table()
    by_seed = pd.read_csv(BY_SEED, keep_default_na=False, na_values=[""])
    groups = by_seed[by_seed["split"] == "interpatient"].groupby(["kind", "arm"])
    assert rows.keys() == set(groups.groups)
    for key, scores in groups:
        for name, cell in zip(header, rows[key], strict=True):
            values = scores[columns[name]]
            spread = f" ± {values.std():.3f}" if name == "macro-F1" else ""
            assert cell == f"{values.mean():.3f}{spread}"


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_links_lead_somewhere(target):
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^    make (\w+)", README, re.MULTILINE))
def test_make_has_the_targets(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_one_screen():
    assert len(README.splitlines()) <= 75
