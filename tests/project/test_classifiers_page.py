"""The table of docs/classifiers.md has the numbers of the run that is kept beside it."""

import re

import pandas as pd
import pytest
from conftest import ROOT

PAGE = (ROOT / "docs/classifiers.md").read_text()
KINDS = pd.read_csv(ROOT / "docs/classifiers/kinds.csv").set_index(["kind", "scored_on"])
ROWS = {
    re.search("`(.+?)`", line)[1]: [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
}


@pytest.mark.parametrize("kind", KINDS.index.unique("kind"))
def test_a_row_has_the_numbers_of_the_run(kind):
    scores = [KINDS.loc[kind, name] for name in ("folds", "external_svdb", "interpatient")]
    expected = [f"{row['macro_f1_mean']:.3f} ± {row['macro_f1_sd']:.3f}" for row in scores]
    ds2 = scores[-1]
    by_class = ", ".join(f"{ds2[f'f1_{cls}_mean']:.3f}" for cls in "NSVF")
    both = f"{ds2['accuracy_mean']:.3f}, {ds2['sensitivity_N_mean']:.3f}"
    expected = [cell.removesuffix(" ± 0.000") for cell in expected]
    assert ROWS[kind][1:] == [*expected, by_class, both]


def test_the_page_has_a_row_for_each_kind():
    assert set(ROWS) == set(KINDS.index.unique("kind"))
