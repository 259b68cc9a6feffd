import dataclasses
import doctest
import json
import re

import numpy as np
import pandas as pd
import pytest
from evenbeat import figures, quality_study, study, study_figures, study_page, study_verdict, words
from evenbeat.contrasts import contrast_pairs
from evenbeat.errors import InputError
from evenbeat.measures import class_f1
from evenbeat.record_table import KEYS, pair_columns
from evenbeat.study_parts import gather_facts, read_parts, read_tables

CLASSES = ["N", "S"]
RECORDS = ["201", "213", "232"]
GAINS = {"none": 0.0, "smote": 0.05, "gan": 0.3, "gan_control": 0.02}
FOLD_SCORES = {"none": 0.5, "smote": 0.52, "gan": 0.6, "gan_control": 0.61}
AIMS = {
    "interpatient": {
        "better": {"macro_f1": {"smote": 0.03, "none": 0.02}},
        "no_worse": {"f1_N": "none", "f1_S": "none"},
    }
}
CONTROLS = ["smote"]
STUDY = {
    "aims": AIMS,
    "controls": CONTROLS,
    "quality": {"classes": ["S"], "share": {"coverage": 0.8}, "no_more": ["copied"]},
}
COMPARISON = {"resamples": 300, "seed": 0, "without": ["232"]}


def write_part(folder, name, rng):
    """Write an arm of 5 GANs with 2 classifiers each, which finds so many S of 40 in a record."""
    (folder / "committees").mkdir(exist_ok=True)
    files = [(folder, 2, rng), (folder / "committees", 1, np.random.default_rng(len(name)))]
    for path, seeds_per_gan, draws in files:
        lines = [",".join(KEYS + pair_columns(CLASSES))]
        for seed in range(5 * seeds_per_gan):
            for record in RECORDS:
                found = draws.binomial(40, 0.4 + GAINS[name])
                lines.append(f"{seed // seeds_per_gan},{seed},{record},500,20,{40 - found},{found}")
        (path / f"interpatient_{name}.csv").write_text("\n".join(lines) + "\n")
    arm = {"method": name}
    if name.startswith("gan"):
        tune = {"classes": [["S"], ["S", "V"]], "amount": [0.1]}
        arm = {"method": "gan", "model": "transfer", "tune": tune}
    score = FOLD_SCORES[name]
    facts = gather_facts(
        {"split": "interpatient", "name": name},
        arm,
        CLASSES,
        {
            "macro_f1": [[score - 0.1, score - 0.1], [score - 0.01, score + 0.01]],
            "chosen": arm | {"classes": ["S", "V"], "amount": 0.1},
        },
        [{"macro_average_precision": 0.5}] * 10,
        [{"added": {"N": 0, "S": 7}}] * 10,
    )
    (folder / f"interpatient_{name}.json").write_text(json.dumps(facts))


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    rng = np.random.default_rng(0)
    for name in GAINS:
        write_part(folder, name, rng)
    return read_parts(folder)["interpatient"]


@pytest.fixture(scope="module")
def resampled(parts):
    return study.resample_parts(parts, COMPARISON)


def macro_f1(confusion):
    return class_f1(confusion).mean(axis=-1)


def contrast(parts, resampled, best, aims):
    listed = study.list_aims(aims)
    pairs = study.list_pairs(parts, best, [aim["reference"] for aim in listed], [])
    table = contrast_pairs(pairs, parts, resampled, COMPARISON["resamples"], COMPARISON["seed"])
    return study.correct_tests(table, best, listed)


def test_examples():
    for module in (figures, study, study_page, study_verdict, words):
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
    table = study.tabulate_arms(parts, "gan").set_index("arm")
    assert table["fold_macro_f1"].to_dict() == pytest.approx(FOLD_SCORES)
    assert table.loc["gan", "setting"] == "classes S V; amount 0.1"
    assert table.loc["none", "setting"] == ""
    assert table.loc["gan", "added"] == "S 7"
    assert table.index[table["best_gan"]].tolist() == ["gan"]
    assert (table["classifiers"] == 10).all()


def test_the_best_gan_is_that_of_the_folds_not_of_the_test_beats(parts):
    assert study.find_best_gan(parts) == "gan_control"
    assert parts["gan"].scores().mean() > parts["gan_control"].scores().mean()
    with pytest.raises(InputError, match="no part with a GAN"):
        study.find_best_gan({"none": parts["none"]})


def test_contrasts_that_were_named_are_corrected_for_their_number(parts, resampled):
    table = contrast(parts, resampled, "gan", AIMS["interpatient"])
    named = table[(table["first"] == "gan") & (table["measure"] == "macro_f1")]
    assert named["second"].tolist() == ["smote", "none"]
    assert (named["t_holm"] >= named["t"]).all()
    assert named["t_holm"].max() == pytest.approx(max(2 * named["t"].min(), named["t"].max()))
    assert table.drop(named.index)["t_holm"].isna().all()
    expected = parts["gan"].scores().mean() - parts["none"].scores().mean()
    assert named["mean"].iloc[1] == pytest.approx(expected)


def test_every_arm_is_held_against_none(parts, resampled):
    table = contrast(parts, resampled, "gan", {})
    assert (table["second"] == "none").all()
    assert set(table["first"]) == set(GAINS) - {"none"}


def test_a_record_can_be_left_out(parts):
    table = study.tabulate_without(parts, ["232"]).set_index("arm")
    kept = parts["gan"].confusion[:, :, :2].sum(axis=2)
    assert table.loc["gan", "232"] == pytest.approx(macro_f1(kept).mean())
    assert table.loc["gan", "none"] == pytest.approx(parts["gan"].scores().mean())


def test_aims_are_judged_again_without_a_record(parts):
    """In record 213 alone the GAN arm finds more than none."""
    confusion, found = parts["none"].confusion.copy(), np.arange(5, 15).reshape(5, 2)
    confusion[:, :, 1, 1, 0] -= found
    confusion[:, :, 1, 1, 1] += found
    better = dataclasses.replace(parts["none"], confusion=confusion, facts=parts["gan"].facts)
    parts = {"none": parts["none"], "gan": better}
    comparison = COMPARISON | {"without": ["213", "232", "100"]}
    aims = {"better": {"macro_f1": {"none": 0.001}}}
    tables = study.tabulate_all({"x": parts}, {"x": aims}, [], comparison)
    left_out = tables["left_out"]
    assert left_out["without"].unique().tolist() == ["213", "232"]
    without = {name: part.without("232").scores().mean() for name, part in parts.items()}
    row = left_out.query("without == '232' and measure == 'macro_f1' and second == 'none'").iloc[0]
    assert row["mean"] == pytest.approx(without["gan"] - without["none"])
    listed = study.list_aims(aims)
    verdict, _ = study_verdict.describe_verdict("gan", listed, [], tables, "x")
    assert "all 1 aims were reached. Without record 213 only 0 of them are.**" in verdict
    first, second = study_verdict.describe_left_out(listed, left_out).splitlines()
    assert first.startswith("- without 213, missed: macro-F1 less that of none is 0.000, ")
    assert second.startswith("- without 232, reached: macro-F1 less that of none is ")


def test_wrong_calls_are_counted_by_record(parts, tables):
    table = study.tabulate_false_calls(parts).set_index(["record", "class"])
    assert table.loc[("201", "S"), "none"] == pytest.approx(20)
    missed = parts["gan"].confusion[:, :, 1, 1, 0]
    assert table.loc[("213", "N"), "gan"] == pytest.approx(missed.mean())
    shown = study_verdict.describe_false_calls("gan", tables["false_calls"])
    assert shown[["called", "arm"]].to_numpy().tolist() == [
        ["N", "none"],
        ["N", "gan"],
        ["S", "none"],
        ["S", "gan"],
    ]
    assert shown["beats"].tolist()[2:] == ["60", "60"]
    assert shown["records"].iloc[2] == "201 (20), 213 (20), 232 (20)"


def test_macro_f1_is_stated_where_no_aim_asks_for_it(parts, resampled):
    aims = {"better": {"macro_f1": {"smote": 0}}, "no_worse": {"f1_S": "none"}}
    table = contrast(parts, resampled, "gan", aims)
    (text,) = study_verdict.describe_unaimed("gan", study.list_aims(aims), table)
    difference = parts["gan"].scores().mean() - parts["none"].scores().mean()
    assert f"against none {words.write_number(difference)}, 95% interval" in text
    assert "smote" not in text
    assert study_verdict.describe_unaimed("gan", study.list_aims(AIMS["interpatient"]), table) == []


def test_each_record_has_its_share_found(parts):
    table = study.tabulate_found(parts).set_index(["record", "class"])
    assert table.loc[("201", "N"), "beats"] == 520
    assert table.loc[("201", "N"), "gan"] == pytest.approx(500 / 520)
    assert table.loc[("213", "S"), "none"] < table.loc[("213", "S"), "gan"]


def state(contrasts, best, aims, controls=(), split="intrapatient", missing=()):
    """State a verdict as if no record was ever left out."""
    tables = {"contrasts": contrasts, "left_out": contrasts.assign(without="232")[:0]}
    return study_verdict.describe_verdict(
        best, study.list_aims(aims), controls, tables, split, missing
    )


def judge(parts, resampled, best, aims):
    return state(contrast(parts, resampled, best, aims), best, aims)


def test_the_verdict_follows_from_margins_and_intervals(parts, resampled):
    aims = AIMS["interpatient"]
    verdict, lines = judge(parts, resampled, "gan", aims)
    assert verdict.startswith("**The GAN helps: all 4 aims were reached.**")
    assert lines.count("- reached: ") == 4
    verdict, lines = judge(parts, resampled, "gan_control", aims)
    assert verdict.startswith("**The GAN does not help as was aimed at: ")
    assert "- missed: macro-F1 " in lines
    assert "with smote" in lines
    far = {"better": {"macro_f1": {"none": 0.9}}}
    verdict, lines = judge(parts, resampled, "gan", far)
    assert "0 of 1 aims" in verdict
    assert "macro-F1 is higher than with none" in lines


def test_few_gans_need_more_than_an_interval(parts, resampled):
    aims = {"better": {"macro_f1": {"none": 0}}}
    table = contrast(parts, resampled, "gan", aims)
    own = (table["first"] == "gan") & (table["measure"] == "macro_f1")
    listed = study.list_aims(aims)
    assert study_verdict.judge_aim(listed[0], table[own])[0]
    doubtful = table[own].assign(t_holm=0.06)
    reached, text = study_verdict.judge_aim(listed[0], doubtful)
    assert not reached
    assert "does not differ for certain" in text


def test_an_arm_without_a_part_may_be_the_best(parts, resampled):
    aims = AIMS["interpatient"]
    found = contrast(parts, resampled, "gan", aims)
    verdict, lines = state(found, "gan", aims, split="interpatient", missing=["wgan"])
    assert verdict.startswith("**No verdict yet: parts are missing. So far 4 of 4 aims")
    assert lines.count("- reached: ") == 4


def test_a_class_may_not_become_worse(parts, resampled):
    turned = parts | {"none": parts["gan"], "gan": parts["none"]}
    draws = resampled | {"none": resampled["gan"], "gan": resampled["none"]}
    verdict, lines = judge(turned, draws, "gan", {"no_worse": {"f1_S": "none"}})
    assert "0 of 1 aims" in verdict
    assert lines.startswith(
        "- missed: F1 of S is lower in the mean than with none: \N{MINUS SIGN}0."
    )


def test_there_is_no_verdict_before_all_references_are_there(parts, resampled):
    some = {name: parts[name] for name in ("none", "gan")}
    verdict, lines = judge(some, resampled, "gan", AIMS["interpatient"])
    assert verdict.startswith("**No verdict yet: parts are missing. So far 3 of 4 aims")
    assert "- open: macro-F1 against smote: there is no part yet." in lines


def test_a_doubt_that_the_patients_leave_is_in_the_verdict(parts, resampled):
    aims = {"better": {"macro_f1": {"none": 0}}}
    table = contrast(parts, resampled, "gan", aims)
    sure, _ = state(table, "gan", aims, split="interpatient")
    assert "For other patients" not in sure
    doubtful = table.assign(over_records_low=0.0)
    verdict, _ = state(doubtful, "gan", aims, split="interpatient")
    assert "all 1 aims were reached. For other patients it is not sure: " in verdict
    assert "not above zero against none.**" in verdict
    verdict, _ = state(doubtful, "gan", aims)
    assert verdict == sure


def test_a_control_is_held_against_the_best_gan_arm(parts, tables):
    sentences = study_verdict.describe_controls("gan_control", CONTROLS, tables["contrasts"])
    difference = parts["gan_control"].scores().mean() - parts["smote"].scores().mean()
    written = words.write_number(difference)
    assert f"`gan_control` less that of `smote` is {written}, " in sentences[0]
    assert study_verdict.describe_controls("gan_control", ["jitter"], tables["contrasts"]) == []


def test_the_verdict_says_where_a_control_without_a_network_does_as_well(parts, resampled):
    aims = {"better": {"macro_f1": {"none": 0}}, "no_worse": {"macro_f1": "smote"}}
    table = contrast(parts, resampled, "gan", aims)
    better, _ = state(table, "gan", aims, ["smote"])
    assert better.startswith("**The GAN helps: all 2 aims were reached.**")
    table.loc[table["second"] == "smote", "t"] = 0.06
    verdict, _ = state(table, "gan", aims, ["smote"])
    assert "Not for certain better than its control without a network, smote.**" in verdict
    assert "that it takes a GAN to make such is not shown: all 2 aims were reached." in verdict
    turned = contrast(parts, resampled, "none", aims | {"no_worse": {"macro_f1": "smote"}})
    verdict, _ = state(turned, "none", aims, ["gan"])
    assert "control" not in verdict
    worse = turned.replace({"second": {"smote": "gan"}})
    worse[["mean", "t"]] = -0.1, 0.01
    worse[["over_seeds_low", "over_seeds_high"]] = -0.2, -0.05
    verdict, _ = state(worse, "none", aims, ["gan"])
    assert "For certain worse than its control without a network, gan.**" in verdict


def test_a_study_with_one_part_has_nothing_to_compare(parts):
    alone = {"interpatient": {"gan": parts["gan"]}}
    tables = study.tabulate_all(alone, AIMS, CONTROLS, COMPARISON)
    assert tables["contrasts"].empty


def test_without_none_nothing_is_said_of_it(parts, resampled):
    table = contrast(parts, resampled, "gan", AIMS["interpatient"])
    text = study_verdict.describe_price("gan", table[table["second"] != "none"])
    assert text == "Of arm none there is no part yet."


def test_ranking_is_compared_by_average_precision(parts, resampled):
    half = np.arange(10) / 20
    better = dataclasses.replace(
        parts["gan"], facts=parts["gan"].facts | {"macro_average_precision": list(half + 0.5)}
    )
    rows = study.contrast_precision([("gan", "none")], parts | {"gan": better}, 100, 0)
    row = rows.iloc[0]
    differences = half.reshape(5, 2).mean(axis=1)
    assert row["mean"] == pytest.approx(differences.mean())
    assert row["over_gans_low"] < row["mean"] < row["over_gans_high"]
    text = study_verdict.describe_precision("gan", rows)
    assert f"{words.write_number(row['mean'])} against none" in text


def test_what_both_intervals_set_off_is_said():
    rows = [
        ("f1_S", 0.2, 0.1, 0.05),
        ("sensitivity_V", -0.2, -0.3, -0.4),
        ("f1_N", 0.2, 0.1, -0.05),
        ("macro_f1", 0.2, 0.1, 0.05),
    ]
    table = pd.DataFrame(
        [
            {
                "first": "gan",
                "second": "none",
                "measure": measure,
                "mean": mean,
                "over_seeds_low": seeds,
                "over_seeds_high": seeds + 0.15,
                "over_records_low": records,
                "over_records_high": records + 0.3,
            }
            for measure, mean, seeds, records in rows
        ]
    )
    text = study_verdict.describe_price("gan", table)
    assert "is higher than none in F1 of S (0.200); lower in sensitivity of V (" in text
    assert "F1 of N" not in text


def test_what_failed_is_said(parts, resampled):
    text = study_verdict.describe_others("gan_control", contrast(parts, resampled, "gan", {}))
    assert text.startswith("Macro-F1 of the other 2, ")
    assert re.search("higher than with none: (smote, )?gan;", text)
    turned = parts | {"none": parts["gan"], "gan": parts["none"]}
    draws = resampled | {"none": resampled["gan"], "gan": resampled["none"]}
    text = study_verdict.describe_others("gan_control", contrast(turned, draws, "gan", {}))
    assert re.search("is lower than with none: (smote, )?gan(, smote)?;", text)
    assert "higher than with none: no arm" in text


def test_an_interval_alone_makes_no_arm_certain(parts, resampled):
    doubtful = contrast(parts, resampled, "gan", {}).assign(t=0.06)
    text = study_verdict.describe_others("gan_control", doubtful)
    assert "is lower than with none: no arm; higher than with none: no arm; not certain: " in text


@pytest.fixture
def quality(tmp_path):
    """Give the summary of two models' quality, one of three GANs and one of one."""
    (tmp_path / "interpatient_hinge.csv").write_text(
        "seed,class,measure,value,floor\n"
        "0,S,dtw,1,2\n1,S,dtw,1.5,2\n2,S,dtw,7,3\n0,V,copied,,\n1,V,copied,,\n2,V,copied,,\n"
    )
    (tmp_path / "interpatient_wgan.csv").write_text(
        "seed,class,measure,value,floor\n0,S,dtw,9,2\n0,V,copied,0.125,0.25\n"
    )
    return quality_study.summarise_quality(quality_study.read_quality(tmp_path))


def test_the_page_has_medians_of_the_quality_of_beats(quality):
    table = study_page.set_side_by_side(quality)
    assert table.columns.tolist() == ["class", "measure", "hinge", "wgan"]
    missing = "\N{EN DASH}"
    assert table.to_numpy().tolist() == [
        ["S", "dtw", "1.500 (2.000)", "9.000 (2.000)"],
        ["V", "copied", f"{missing} ({missing})", "0.125 (0.250)"],
    ]
    assert quality["gans"].tolist() == [3, 3, 1, 1]


def test_the_quality_of_beats_is_held_against_what_is_asked():
    found = pd.DataFrame(
        [
            ("S", "coverage", "hinge", 0.4, 0.5),
            ("S", "coverage", "wgan", 0.3, 0.5),
            ("V", "coverage", "wgan", 0.3, 0.5),
            ("V", "copied", "wgan", 0.3, 0.2),
            ("V", "copied", "hinge", np.nan, np.nan),
        ],
        columns=["class", "measure", "model", "value", "floor"],
    )
    table = quality_study.judge_quality(found, STUDY["quality"])
    assert table.to_numpy().tolist() == [
        ["S", "coverage at least 0.8 of that of real beats", "reached, 0.80", "missed, 0.60"],
        ["V", "copied no more than of real beats", words.MISSING, "missed, 0.30000 (0.20000)"],
    ]


def test_a_study_without_measured_beats_has_no_such_table(tmp_path):
    empty = quality_study.summarise_quality(quality_study.read_quality(tmp_path))
    assert len(empty) == 0


@pytest.fixture
def tables(parts, quality):
    return study.tabulate_all({"interpatient": parts}, AIMS, CONTROLS, COMPARISON) | {
        "quality": quality
    }


def test_the_page_has_the_tables_and_sentences(tables):
    page = study_page.write_page(tables, STUDY, {"interpatient": list(GAINS)})
    assert "Not run yet" not in page
    scores = tables["scores"].set_index(["arm", "measure"])
    assert "\n## interpatient\n" in page
    assert "The best GAN arm on the folds of the training patients is `gan_control`." in page
    for arm in GAINS:
        row = next(line for line in page.splitlines() if line.startswith(f"| {arm} |"))
        assert f"| {scores.loc[(arm, 'macro_f1'), 'mean']:.3f} |" in row
    assert "Macro-F1 without a record, " in page
    assert "- without 232, " in page
    assert "| S | dtw | 1.500 (2.000) | 9.000 (2.000) |" in page
    row = scores.loc["gan", "sensitivity_S"]
    low, high = row["over_seeds_low"], row["over_seeds_high"]
    assert f"| {row['mean']:.3f} ({low:.3f} to {high:.3f}) |" in page


def test_committees_are_scored_by_what_they_say_together(parts, tables):
    scores = tables["committees"].set_index(["arm", "measure"])["mean"]
    by_committee = {
        name: np.mean([macro_f1(one.sum(axis=0)) for one in part.committees[:, 0]])
        for name, part in parts.items()
    }
    assert scores[:, "macro_f1"].to_dict() == pytest.approx(by_committee)
    contrasts = tables["committee_contrasts"]
    assert "t_holm" not in contrasts or contrasts["t_holm"].isna().all()
    sentence, table = study_page.describe_committees(tables["committees"], contrasts, "gan_control")
    difference = words.write_number(by_committee["gan_control"] - by_committee["smote"])
    assert f"{difference} against smote" in sentence
    rows = {line.split(" | ")[0].strip("| "): line.split(" | ") for line in table.splitlines()}
    less_none = by_committee["gan"] - by_committee["none"]
    assert rows["gan"][3] == words.write_number(less_none)
    assert rows["none"][3] == words.MISSING


def test_committees_are_resampled_as_committees(parts, tables):
    own = tables["committees"].set_index(["arm", "measure"]).loc[("gan", "macro_f1")]
    draws = study.resample_parts({"gan": parts["gan"].as_committees()}, COMPARISON)["gan"][:, 0]
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


def test_all_splits_are_in_one_table(parts, quality):
    both = {"interpatient": parts, "intrapatient": parts}
    tables = study.tabulate_all(both, AIMS, CONTROLS, COMPARISON)
    assert set(tables) == {
        "arms",
        "scores",
        "contrasts",
        "committees",
        "committee_contrasts",
        "without",
        "left_out",
        "records",
        "false_calls",
    }
    for table in tables.values():
        assert table["split"].unique().tolist() == ["interpatient", "intrapatient"]
    planned = {split: [*GAINS, "mixture"] for split in both}
    page = study_page.write_page(tables | {"quality": quality}, STUDY, planned)
    assert "**Not run yet**, interpatient: mixture; intrapatient: mixture." in page
    assert page.index("## interpatient") < page.index("## intrapatient")


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
    "none": {"method": "none"},
    "smote": {"method": "smote"},
    "gan": {"method": "gan", "model": "transfer"},
    "gan_control": {"method": "gan_control", "model": "transfer"},
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
