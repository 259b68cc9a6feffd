"""Everything that docs/study.md says follows from the parts that are kept beside it."""

from pathlib import Path

import pandas as pd
import pytest
import yaml
from evenbeat.quality_study import read_quality, summarise_quality
from evenbeat.study import tabulate_all
from evenbeat.study_page import write_page
from evenbeat.study_parts import read_parts

DOCS = Path(__file__).parents[1] / "docs"
STUDY = yaml.safe_load((DOCS.parent / "config" / "study.yaml").read_text())["study"]


@pytest.fixture(scope="module")
def tables():
    tables = tabulate_all(read_parts(DOCS / "study" / "parts"), STUDY)
    quality = summarise_quality(read_quality(DOCS / "study" / "parts" / "quality"))
    return tables | {"quality": quality}


def test_the_page_is_made_of_the_parts(tables):
    page = (DOCS / "study.md").read_text(encoding="utf-8")
    assert page == write_page(tables, STUDY["aims"])


@pytest.mark.parametrize("name", ["arms", "scores", "contrasts", "without", "records", "quality"])
def test_the_tables_are_made_of_the_parts(tables, name, tmp_path):
    tables[name].to_csv(tmp_path / "table.csv", index=False, float_format="%.6g")
    kept = DOCS / "study" / "tables" / f"{name}.csv"
    assert kept.read_text() == (tmp_path / "table.csv").read_text()


def f1_of(table, name, classes):
    hits = table[f"{name}_{name}"]
    labelled = sum(table[f"{name}_{other}"] for other in classes)
    predicted = sum(table[f"{other}_{name}"] for other in classes)
    return 2 * hits / (labelled + predicted)


def test_scores_and_differences_can_be_had_by_hand(tables):
    """From the counts of each record, with nothing of the library."""
    means = {}
    for path in (DOCS / "study" / "parts").glob("*.csv"):
        split, arm = path.stem.split("_", 1)
        counts = pd.read_csv(path).drop(columns=["gan_seed", "record"]).groupby("seed").sum()
        classes = list(dict.fromkeys(column[0] for column in counts.columns))
        f1 = pd.DataFrame({name: f1_of(counts, name, classes) for name in classes})
        means[split, arm] = f1.mean(axis=1).mean()
    scores = tables["scores"].set_index(["measure", "split", "arm"])["mean"]["macro_f1"]
    assert scores.to_dict() == pytest.approx(means)
    contrasts = tables["contrasts"]
    for row in contrasts[contrasts["measure"] == "macro_f1"].to_dict("records"):
        first, second = means[row["split"], row["first"]], means[row["split"], row["second"]]
        assert row["mean"] == pytest.approx(first - second)
