"""The README's numbers, links and commands are those of the repository."""

import re

import pandas as pd
import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text()
ARMS = ("gan", "smote", "transfer")
BY_SEED = ROOT / "docs/default_run/metrics_by_seed.csv"


def test_the_numbers_are_those_of_the_committed_run():
    by_seed = pd.read_csv(BY_SEED, keep_default_na=False, na_values=[""])
    own = by_seed[by_seed["split"] == "interpatient"]
    mean = own.groupby(["arm", "kind"])["macro_f1"].mean()
    text = " ".join(README.split())
    change = {
        (arm, kind): f"{sign * (mean[arm, kind] - mean['none', kind]):.3f}"
        for arm, sign in zip(ARMS, (-1, 1, 1), strict=True)
        for kind in ("lda", "cnn")
    }
    gan, smote, transfer = ([change[arm, kind] for kind in ("lda", "cnn")] for arm in ARMS)
    assert f"by {gan[0]} with the classifier `lda`" in text
    assert f"and {gan[1]} with `cnn` (a network)" in text
    assert f"SMOTE raised it by {smote[0]} and {smote[1]} ([default run]" in text
    assert f"raised it by {transfer[0]} and {transfer[1]}. But" in text


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_links_lead_somewhere(target):
    assert target.startswith("https://") or (ROOT / target).exists()


@pytest.mark.parametrize("target", re.findall(r"^    make (\w+)", README, re.MULTILINE))
def test_make_has_the_targets(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_one_screen():
    assert len(README.splitlines()) <= 75
