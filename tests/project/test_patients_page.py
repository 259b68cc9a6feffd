"""docs/patients.md has the numbers of the run whose tables are kept beside it."""

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from evenbeat.evaluation.patient_worth import describe_worth

PAGE = (ROOT / "docs/patients.md").read_text()
CURVE = pd.read_csv(ROOT / "docs/patients/patients.csv")


@pytest.mark.parametrize(("kind", "test_bed"), list(CURVE.groupby(["kind", "test_bed"]).groups))
def test_a_table_has_the_scores_of_the_run(kind, test_bed):
    _, _, table = PAGE.partition(f"| {kind}, {test_bed} |")
    table = table.partition("\n\n")[0].splitlines()[2:]
    own = CURVE[(CURVE["kind"] == kind) & (CURVE["test_bed"] == test_bed)]
    scores = own.pivot_table(index="arm", columns="patients", values="macro_f1_mean", sort=False)
    expected = [
        f"| `{arm}` | " + " | ".join(f"{score:.3f}" for score in row) + " |"
        for arm, row in zip(scores.index, scores.to_numpy(), strict=True)
    ]
    assert sorted(table) == sorted(expected)


def test_the_page_says_what_added_beats_are_worth():
    sentences = describe_worth(pd.read_csv(ROOT / "docs/patients/patients_worth.csv"))
    text = " ".join(PAGE.replace("- ", "").split())
    assert not [sentence for sentence in sentences if sentence not in text]


def test_page_and_readme_have_the_range_of_the_gains_on_svdb():
    means = CURVE.pivot_table("macro_f1_mean", ["kind", "test_bed", "patients"], "arm")
    gains = means.sub(means["none"], axis=0)[["smote", "transplant", "transfer"]]
    some = gains.query("test_bed == 'svdb' and 8 <= patients <= 22").to_numpy()
    for text in (PAGE, (ROOT / "README.md").read_text()):
        said = " ".join(text.split())
        assert f"raise it by {some.min():.3f} to {some.max():.3f} with 8 to 22" in said
    on_mitdb = means.sub(means["none"], axis=0).drop(columns="none").query("test_bed == 'mitdb'")
    assert np.count_nonzero(on_mitdb > 0) == 1
    assert on_mitdb.loc[("cnn", "mitdb", 44), "blog"] > 0
