"""Everything that docs/study.md says follows from the parts that are kept beside it."""

import json
from pathlib import Path

import pandas as pd
import pytest
import yaml
from evenbeat.figures.save import save_figures
from evenbeat.quality.summary import check_quality_aims, read_quality_folder, summarise_quality
from evenbeat.study.figures import draw_all
from evenbeat.study.page import write_page
from evenbeat.study.parts import read_parts
from evenbeat.study.tables import tabulate_all
from scipy import stats

DOCS = Path(__file__).parents[2] / "docs"
DEFAULT, CONFIG = (
    yaml.safe_load((DOCS.parent / "config" / name).read_text())
    for name in ("config.yaml", "study.yaml")
)
STUDY = CONFIG["study"]


@pytest.fixture(scope="module")
def parts():
    return read_parts(DOCS / "study" / "parts", DEFAULT["comparison"]["min_test_beats"])


@pytest.fixture(scope="module")
def tables(parts):
    made = tabulate_all(parts, STUDY, DEFAULT["comparison"])
    quality = read_quality_folder(DOCS / "study" / "parts" / "quality")
    return made | {
        "quality": summarise_quality(quality),
        "quality_aims": check_quality_aims(quality, STUDY["quality"]),
    }


def test_the_page_is_made_of_the_parts(tables):
    page = (DOCS / "study.md").read_text(encoding="utf-8")
    planned = {split: CONFIG["run"]["arms"] for split in DEFAULT["run"]["splits"]}
    assert page == write_page(tables, STUDY, planned)


@pytest.mark.parametrize("name", [path.stem for path in sorted(DOCS.glob("study/tables/*.csv"))])
def test_the_tables_are_made_of_the_parts(tables, name, tmp_path):
    tables[name].to_csv(tmp_path / "table.csv", index=False, float_format="%.6g")
    kept = DOCS / "study" / "tables" / f"{name}.csv"
    assert kept.read_text() == (tmp_path / "table.csv").read_text()


def test_every_table_is_kept(tables):
    assert {path.stem for path in DOCS.glob("study/tables/*.csv")} == set(tables)


def test_the_figures_are_made_of_the_parts(parts, tables, tmp_path):
    figures = draw_all(parts, tables, CONFIG["run"]["arms"])
    paths = {f"{name}_svg": tmp_path / f"{name}.svg" for name in figures}
    save_figures(paths, figures, {name: alt for name, (_, alt) in figures.items()})
    kept = {path.stem: path.read_text() for path in DOCS.glob("study/*.svg")}
    assert set(kept) == set(figures)
    other = [name for name in kept if kept[name] != (tmp_path / f"{name}.svg").read_text()]
    assert other == []


def f1_of(table, name, classes):
    hits = table[f"{name}_{name}"]
    labelled = sum(table[f"{name}_{other}"] for other in classes)
    predicted = sum(table[f"{other}_{name}"] for other in classes)
    return 2 * hits / (labelled + predicted)


@pytest.mark.parametrize(
    ("folder", "name_of_scores", "name_of_contrasts"),
    [("parts", "scores", "contrasts"), ("parts/committees", "committees", "committee_contrasts")],
)
def test_scores_and_differences_can_be_had_by_hand(
    tables, folder, name_of_scores, name_of_contrasts
):
    """From the counts of each record, with nothing of the library."""
    means, of_gans = {}, {}
    for path in (DOCS / "study" / folder).glob("*.csv"):
        split, arm = path.stem.split("_", 1)
        counts = pd.read_csv(path).drop(columns="record").groupby(["gan_seed", "seed"]).sum()
        classes = list(dict.fromkeys(column[0] for column in counts.columns))
        f1 = pd.DataFrame({f"f1_{name}": f1_of(counts, name, classes) for name in classes})
        f1["macro_f1"] = f1.mean(axis=1)
        means |= {(split, arm, measure): f1[measure].mean() for measure in f1}
        of_gans[split, arm] = f1["macro_f1"].groupby("gan_seed").mean().to_numpy()
    assert means
    scores = tables[name_of_scores].set_index(["split", "arm", "measure"])["mean"]
    assert scores[list(means)].to_dict() == pytest.approx(means)
    contrasts = tables[name_of_contrasts]
    for row in contrasts[contrasts["measure"] == "macro_f1"].to_dict("records"):
        first, second = (of_gans[row["split"], row[side]] for side in ("first", "second"))
        assert row["mean"] == pytest.approx((first - second).mean())
        test = stats.ttest_rel(first, second)
        assert row["t"] == pytest.approx(test.pvalue)
        interval = [row["over_gans_low"], row["over_gans_high"]]
        assert interval == pytest.approx(list(test.confidence_interval()))
        assert row["wilcoxon"] == pytest.approx(stats.wilcoxon(first, second).pvalue)


def test_what_a_record_decides_can_be_had_by_hand(tables):
    of_gans = {}
    for path in (DOCS / "study" / "parts").glob("interpatient_*.csv"):
        table = pd.read_csv(path, dtype={"record": str})
        table = table[table["record"] != "mitdb/213"].drop(columns="record")
        counts = table.groupby(["gan_seed", "seed"]).sum()
        f1 = sum(f1_of(counts, name, "NSVF") for name in "NSVF") / 4
        of_gans[path.stem.split("_", 1)[1]] = f1.groupby("gan_seed").mean()
    rows = tables["contrasts_without"].query(
        "split == 'interpatient' and without == 'mitdb/213' and measure == 'macro_f1'"
    )
    assert len(rows) >= 3
    for row in rows.to_dict("records"):
        difference = of_gans[row["first"]] - of_gans[row["second"]]
        assert row["mean"] == pytest.approx(difference.mean())


def test_wrong_calls_can_be_had_by_hand(tables):
    calls = tables["false_calls"].query("split == 'interpatient'").set_index(["class", "record"])
    counts = pd.read_csv(DOCS / "study/parts/interpatient_none.csv", dtype={"record": str})
    wrong = counts.groupby("record").mean(numeric_only=True)[["N_S", "V_S", "F_S"]].sum(axis=1)
    assert calls.loc["S", "none"].to_dict() == pytest.approx(wrong[calls.loc["S"].index].to_dict())
    assert calls.loc["S", "none"].sum() == pytest.approx(wrong.sum())


def test_the_control_of_equal_size_has_the_amount_that_the_folds_chose():
    facts = json.loads((DOCS / "study/parts/interpatient_transfer.json").read_text())
    assert CONFIG["arms"]["transplant_equal"]["amount"] == facts["choice"]["chosen"]["amount"]
    assert CONFIG["arms"]["transplant_equal"]["classes"] == facts["choice"]["chosen"]["classes"]


def test_screens_are_held_against_as_many_beats(parts, tables):
    arms = tables["arms"].query("unscreened != ''")
    assert len(arms)
    assert set(zip(arms["split"], arms["arm"], strict=True)) == {
        (split, name)
        for split, of_split in parts.items()
        for name, part in of_split.items()
        if part.facts["arm"]["method"] == "gan_screened"
    }
    for row in arms.to_dict("records"):
        screened, other = (parts[row["split"]][row[key]].facts for key in ("arm", "unscreened"))
        assert screened["added"] == other["added"]


def test_differences_in_average_precision_can_be_had_by_hand(tables):
    precisions = {}
    for path in (DOCS / "study" / "parts").glob("*.json"):
        facts = json.loads(path.read_text())
        of_gans = pd.Series(facts["macro_average_precision"]).groupby(lambda place: place // 4)
        precisions[facts["split"], facts["name"]] = of_gans.mean().to_numpy()
    rows = tables["contrasts"].query("measure == 'macro_average_precision'").to_dict("records")
    assert rows
    for row in rows:
        first, second = (precisions[row["split"], row[side]] for side in ("first", "second"))
        assert row["mean"] == pytest.approx((first - second).mean())
        assert row["t"] == pytest.approx(stats.ttest_rel(first, second).pvalue)
