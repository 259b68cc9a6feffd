"""The study's tables: what arms scored, how they differ, what single records do."""

import dataclasses
import doctest

import numpy as np
import pytest
from evenbeat.evaluation.contrasts import contrast_precision, resample_parts
from evenbeat.figures import arms
from evenbeat.report import formatting
from evenbeat.runtime.errors import InputError
from evenbeat.study import page
from evenbeat.study import tables as study_tables
from made_study import (
    AIMS,
    COMPARISON,
    FOLD_SCORES,
    GAINS,
    STUDY,
    contrast,
    macro_f1,
    make_parts,
    tabulate,
)


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def tables(parts):
    return tabulate(parts)


def test_examples():
    for module in (arms, study_tables, formatting):
        assert doctest.testmod(module).failed == 0


def test_an_arm_is_shown_as_the_folds_chose_it(parts):
    unscreened = dict.fromkeys(parts, "")
    table = study_tables.tabulate_arms(parts, "gan", ["gan_control"], unscreened).set_index("arm")
    assert table["fold_macro_f1"].to_dict() == pytest.approx(FOLD_SCORES)
    assert table.loc["gan", "setting"] == "classes S V; amount 0.1"
    assert table.loc["none", "setting"] == ""
    assert table.loc["gan", "added"] == "S 7"
    assert table.index[table["best_gan"]].tolist() == ["gan"]
    assert table.index[table["later"]].tolist() == ["gan_control"]
    assert (table["classifiers"] == 10).all()


def test_the_best_gan_is_that_of_the_folds_not_of_the_test_beats(parts):
    assert study_tables.find_best_gan(parts) == "gan_control"
    assert parts["gan"].scores().mean() > parts["gan_control"].scores().mean()
    assert study_tables.find_best_gan(parts, later=["gan_control"]) == "gan"
    with pytest.raises(InputError, match="no part with a GAN"):
        study_tables.find_best_gan({"none": parts["none"]})


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


def test_controls_are_those_of_the_best_gans_model(parts):
    other = STUDY | {"controls": {"wgan": ["smote"]}, "aims": {}}
    other = study_tables.tabulate_all({"interpatient": parts}, other, COMPARISON)
    pairs = set(zip(other["contrasts"]["first"], other["contrasts"]["second"], strict=True))
    assert ("gan_control", "smote") not in pairs


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
    sentence, table = page.describe_committees(tables["committees"], contrasts, "gan_control")
    difference = formatting.write_number(by_committee["gan_control"] - by_committee["smote"])
    assert f"{difference} against smote" in sentence
    rows = {line.split(" | ")[0].strip("| "): line.split(" | ") for line in table.splitlines()}
    less_none = by_committee["gan"] - by_committee["none"]
    assert rows["gan"][3] == formatting.write_number(less_none)
    assert rows["none"][3] == formatting.MISSING


def test_committees_are_resampled_as_committees(parts, tables):
    own = tables["committees"].set_index(["arm", "measure"]).loc[("gan", "macro_f1")]
    draws = resample_parts({"gan": parts["gan"].as_committees()}, COMPARISON)["gan"][:, 0]
    assert own["over_records_low"] == pytest.approx(np.quantile(draws, 0.025))
