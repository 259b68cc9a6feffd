"""The study's tables: what arms scored, how they differ, what single records do."""

import dataclasses
import doctest

import numpy as np
import pytest
from evenbeat import figures, study, study_figures, study_page, study_tables, words
from evenbeat.arm import Arm
from evenbeat.contrasts import contrast_precision, resample_parts
from evenbeat.errors import InputError
from evenbeat.study_parts import read_parts, read_tables
from evenbeat.study_records import tabulate_false_calls, tabulate_found, tabulate_without
from made_study import (
    AIMS,
    CLASSES,
    COMPARISON,
    FOLD_SCORES,
    GAINS,
    STUDY,
    contrast,
    macro_f1,
    make_parts,
    tabulate,
    write_part,
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def resampled(parts):
    return resample_parts(parts, COMPARISON)


@pytest.fixture(scope="module")
def tables(parts):
    return tabulate(parts)


def test_examples():
    for module in (figures, study, words):
        assert doctest.testmod(module).failed == 0


def test_scores_are_those_of_the_confusions(parts, resampled):
    table = study.tabulate_scores(parts, resampled, COMPARISON).set_index(["arm", "measure"])
    for name, part in parts.items():
        by_classifier = np.array([[macro_f1(c.sum(axis=0)) for c in gan] for gan in part.confusion])
        row = table.loc[name, "macro_f1"]
        assert row["mean"] == pytest.approx(by_classifier.mean())
        assert row["sd"] == pytest.approx(by_classifier.mean(axis=1).std(ddof=1))
        for over in ("over_seeds", "over_records"):
            assert row[f"{over}_low"] < row["mean"] < row[f"{over}_high"]
        assert table.loc[(name, "sensitivity_N"), "mean"] == pytest.approx(500 / 520)


def test_an_arm_is_shown_as_the_folds_chose_it(parts):
    unscreened = dict.fromkeys(parts, "")
    table = study.tabulate_arms(parts, "gan", ["gan_control"], unscreened).set_index("arm")
    assert table["fold_macro_f1"].to_dict() == pytest.approx(FOLD_SCORES)
    assert table.loc["gan", "setting"] == "classes S V; amount 0.1"
    assert table.loc["none", "setting"] == ""
    assert table.loc["gan", "added"] == "S 7"
    assert table.index[table["best_gan"]].tolist() == ["gan"]
    assert table.index[table["later"]].tolist() == ["gan_control"]
    assert (table["classifiers"] == 10).all()


def test_the_best_gan_is_that_of_the_folds_not_of_the_test_beats(parts):
    assert study.find_best_gan(parts) == "gan_control"
    assert parts["gan"].scores().mean() > parts["gan_control"].scores().mean()
    assert study.find_best_gan(parts, later=["gan_control"]) == "gan"
    with pytest.raises(InputError, match="no part with a GAN"):
        study.find_best_gan({"none": parts["none"]})


def test_contrasts_that_were_named_are_corrected_for_their_number(parts):
    table = contrast(parts, "gan", AIMS["interpatient"])
    named = table[(table["first"] == "gan") & (table["measure"] == "macro_f1")]
    assert named["second"].tolist() == ["smote", "none"]
    assert (named["t_holm"] >= named["t"]).all()
    assert named["t_holm"].max() == pytest.approx(max(2 * named["t"].min(), named["t"].max()))
    assert table.drop(named.index)["t_holm"].isna().all()
    expected = parts["gan"].scores().mean() - parts["none"].scores().mean()
    assert named["mean"].iloc[1] == pytest.approx(expected)


def test_every_arm_is_held_against_none(parts):
    table = contrast(parts, "gan", {})
    assert (table["second"] == "none").all()
    assert set(table["first"]) == set(GAINS) - {"none"}


def test_controls_are_held_against_what_the_best_gan_is(parts):
    pairs = study.list_pairs(parts, ["gan"], ["none"], ["smote", "jitter"], {"smote": ""})
    assert pairs == [("gan", "smote"), ("gan", "none"), ("smote", "none"), ("gan_control", "none")]


def test_controls_are_those_of_the_best_gans_model(parts):
    other = STUDY | {"controls": {"wgan": ["smote"]}, "aims": {}}
    other = study.tabulate_all({"interpatient": parts}, other, COMPARISON)
    pairs = set(zip(other["contrasts"]["first"], other["contrasts"]["second"], strict=True))
    assert ("gan_control", "smote") not in pairs


def test_a_record_can_be_left_out(parts):
    table = tabulate_without(parts, ["232"]).set_index("arm")
    kept = parts["gan"].confusion[:, :, :2].sum(axis=2)
    assert table.loc["gan", "232"] == pytest.approx(macro_f1(kept).mean())
    assert table.loc["gan", "none"] == pytest.approx(parts["gan"].scores().mean())


def test_wrong_calls_are_counted_by_record(parts, tables):
    table = tabulate_false_calls(parts).set_index(["record", "class"])
    assert table.loc[("201", "S"), "none"] == pytest.approx(20)
    missed = parts["gan"].confusion[:, :, 1, 1, 0]
    assert table.loc[("213", "N"), "gan"] == pytest.approx(missed.mean())
    shown = study_tables.sum_false_calls("gan", tables["false_calls"])
    assert shown[["called", "arm"]].to_numpy().tolist() == [
        ["N", "none"],
        ["N", "gan"],
        ["S", "none"],
        ["S", "gan"],
    ]
    assert shown["beats"].tolist()[2:] == ["60", "60"]
    assert shown["records"].iloc[2] == "201 (20), 213 (20), 232 (20)"


def test_few_wrong_calls_count_too(parts):
    confusion = np.zeros_like(parts["none"].confusion)
    confusion[0, 0, :2, 0, 1] = 1, 2
    some = {"none": dataclasses.replace(parts["none"], confusion=confusion), "gan": parts["gan"]}
    table = tabulate_false_calls({"none": some["none"]})
    assert table.to_numpy().tolist() == [["S", "201", 0.1], ["S", "213", pytest.approx(0.2)]]
    shown = study_tables.sum_false_calls("gan", tabulate_false_calls(some)).set_index("arm")
    assert shown.loc["none", ["beats", "records"]].to_numpy().tolist() == [["0", ""]] * 2


def test_each_record_has_its_share_found(parts):
    table = tabulate_found(parts).set_index(["record", "class"])
    assert table.loc[("201", "N"), "beats"] == 520
    assert table.loc[("201", "N"), "gan"] == pytest.approx(500 / 520)
    assert table.loc[("213", "S"), "none"] < table.loc[("213", "S"), "gan"]


def test_ranking_is_compared_by_average_precision(parts):
    half = np.arange(10) / 20
    better = dataclasses.replace(
        parts["gan"], facts=parts["gan"].facts | {"macro_average_precision": list(half + 0.5)}
    )
    rows = contrast_precision([("gan", "none")], parts | {"gan": better}, 100, 0)
    row = rows.iloc[0]
    differences = half.reshape(5, 2).mean(axis=1)
    assert row["mean"] == pytest.approx(differences.mean())
    assert row["over_gans_low"] < row["mean"] < row["over_gans_high"]


def test_committees_are_scored_by_what_they_say_together(parts, tables):
    scores = tables["committees"].set_index(["arm", "measure"])["mean"]
    by_committee = {
        name: np.mean([macro_f1(one.sum(axis=0)) for one in part.committees[:, 0]])
        for name, part in parts.items()
    }
    assert scores[:, "macro_f1"].to_dict() == pytest.approx(by_committee)
    contrasts = tables["committee_contrasts"]
    assert "t_holm" not in contrasts
    sentence, table = study_page.describe_committees(tables["committees"], contrasts, "gan_control")
    difference = words.write_number(by_committee["gan_control"] - by_committee["smote"])
    assert f"{difference} against smote" in sentence
    rows = {line.split(" | ")[0].strip("| "): line.split(" | ") for line in table.splitlines()}
    less_none = by_committee["gan"] - by_committee["none"]
    assert rows["gan"][3] == words.write_number(less_none)
    assert rows["none"][3] == words.MISSING


def test_committees_are_resampled_as_committees(parts, tables):
    own = tables["committees"].set_index(["arm", "measure"]).loc[("gan", "macro_f1")]
    draws = resample_parts({"gan": parts["gan"].as_committees()}, COMPARISON)["gan"][:, 0]
    assert own["over_records_low"] == pytest.approx(np.quantile(draws, 0.025))


def test_tables_of_committees_have_to_be_of_the_same_run(tmp_path):
    write_part(tmp_path, "none", np.random.default_rng(0))
    path = tmp_path / "committees/interpatient_none.csv"
    table = path.read_text()
    path.write_text(table.replace(",500,20,", ",499,20,", 1))
    with pytest.raises(InputError, match="other beats"):
        read_parts(tmp_path)
    path.write_text("\n".join(table.splitlines()[:-3]) + "\n")
    with pytest.raises(InputError, match="other GANs or records"):
        read_parts(tmp_path)
    path.unlink()
    with pytest.raises(InputError, match="kept without"):
        read_parts(tmp_path)


def test_differences_are_drawn_with_both_intervals(parts, tables):
    order = [*reversed(GAINS), "mixture"]
    figures = study_figures.draw_all({"interpatient": parts}, tables, order)
    assert list(figures) == ["differences_interpatient", "scores_interpatient"]
    panel = figures["differences_interpatient"][0].axes[0]
    shown = tables["contrasts"]
    shown = shown[(shown["second"] == "none") & (shown["measure"] == "macro_f1")]
    shown = shown.set_index("first").loc[[arm for arm in order if arm in set(shown["first"])]]
    assert [label.get_text() for label in panel.get_yticklabels()] == shown.index.tolist()
    records, seeds = panel.collections[:2]
    for lines, over in ((records, "over_records"), (seeds, "over_seeds")):
        drawn = np.array([line[:, 0] for line in lines.get_segments()])
        assert drawn == pytest.approx(shown[[f"{over}_low", f"{over}_high"]].to_numpy())


ARMS = {
    "none": Arm("none"),
    "smote": Arm("smote"),
    "gan": Arm("gan", "transfer"),
    "gan_control": Arm("gan_control", "transfer"),
}


def test_a_run_compares_gan_arms_with_others_and_all_with_nothing(parts):
    tables = study.compare_run(parts, ARMS, COMPARISON)
    pairs = tables["contrasts"][["first", "second"]].drop_duplicates()
    assert set(pairs.itertuples(index=False, name=None)) == {
        ("smote", "none"),
        ("gan", "none"),
        ("gan", "smote"),
        ("gan_control", "none"),
        ("gan_control", "smote"),
    }
    assert set(tables["measures"]["arm"]) == set(GAINS)
    assert tables["without"].columns.tolist() == ["arm", "none", "232"]


def test_a_run_with_one_gan_has_intervals_and_no_tests(parts):
    single = {
        name: dataclasses.replace(
            part, confusion=part.confusion[:1], committees=part.committees[:1]
        )
        for name, part in parts.items()
    }
    tables = study.compare_run(single, ARMS, COMPARISON)
    assert tables["contrasts"][["sd", "t", "wilcoxon"]].isna().all(axis=None)
    assert tables["measures"]["sd"].isna().all()
    assert tables["contrasts"]["over_seeds_low"].notna().all()


def test_a_run_of_one_arm_has_nothing_to_compare(parts):
    tables = study.compare_run({"none": parts["none"]}, ARMS, COMPARISON)
    assert tables["contrasts"].empty


def test_tables_without_what_the_folds_chose_are_read(tmp_path):
    write_part(tmp_path, "gan_control", np.random.default_rng(0))
    (tmp_path / "interpatient_gan_control.json").unlink()
    parts = read_tables({"gan_control": tmp_path / "interpatient_gan_control.csv"}, CLASSES)
    assert list(parts) == ["gan_control"]
    assert parts["gan_control"].confusion.shape == (5, 2, 3, 2, 2)
