"""The study's sentences: what they say follows from the differences."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest
from evenbeat.report import formatting
from evenbeat.study import aim_results, differences, markdown
from evenbeat.study import aims as study_aims
from evenbeat.study import tables as study_tables
from evenbeat.study import verdict as study_verdict
from made_study import AIMS, COMPARISON, STUDY, contrast, tabulate


@pytest.fixture(scope="module")
def tables(parts):
    return tabulate(parts)


ARMS = pd.DataFrame(
    {
        "arm": ["none", "gan"],
        "model": ["", "transfer"],
        "fold_macro_f1": [0.5, 0.6],
        "later": False,
    }
)


def state(contrasts, best, aims, controls=(), split="intrapatient", missing=()):
    """State a verdict as if no record was ever left out."""
    tables = {
        "arms": ARMS.replace({"arm": {"gan": best}}),
        "contrasts": contrasts,
        "contrasts_without": contrasts.assign(without="232")[:0],
    }
    return study_verdict.describe_verdict(
        best, study_aims.list_aims(aims), controls, tables, split, missing
    )


def judge(parts, best, aims):
    return state(contrast(parts, best, aims), best, aims)


def test_the_verdict_follows_from_margins_and_intervals(parts):
    aims = AIMS["interpatient"]
    verdict, lines = judge(parts, "gan", aims)
    assert verdict.startswith("**The GAN reached 4 of 4 aims: it helps.**")
    assert lines.count("- reached: ") == 4
    verdict, lines = judge(parts, "gan_control", aims)
    assert verdict.startswith("**The GAN does not help as was aimed at: ")
    assert "- missed: macro-F1 " in lines
    assert "with smote" in lines
    far = {"better": {"macro_f1": {"none": 0.9}}}
    verdict, lines = judge(parts, "gan", far)
    assert "0 of 1 aims" in verdict
    assert "macro-F1 is higher than with none" in lines


def test_an_arm_without_a_part_may_be_the_best(parts):
    aims = AIMS["interpatient"]
    found = contrast(parts, "gan", aims)
    verdict, lines = state(found, "gan", aims, split="interpatient", missing=["wgan"])
    assert verdict.startswith("**No verdict yet: parts are missing, or GANs. So far 4 of 4 aims")
    assert lines.count("- reached: ") == 4


def test_a_class_may_not_become_worse(parts):
    turned = parts | {"none": parts["gan"], "gan": parts["none"]}
    verdict, lines = judge(turned, "gan", {"no_worse": {"f1_S": "none"}})
    assert "0 of 1 aims" in verdict
    assert lines.startswith(
        "- missed: F1 of S is lower in the mean than with none: \N{MINUS SIGN}0."
    )


def test_there_is_no_verdict_before_all_references_are_there(parts):
    some = {name: parts[name] for name in ("none", "gan")}
    verdict, lines = judge(some, "gan", AIMS["interpatient"])
    assert verdict.startswith("**No verdict yet: parts are missing, or GANs. So far 3 of 4 aims")
    assert "- open: macro-F1 against smote: there is no part yet." in lines


def test_a_doubt_that_the_patients_leave_is_in_the_verdict(parts):
    aims = {"better": {"macro_f1": {"none": 0}}}
    table = contrast(parts, "gan", aims)
    sure, _ = state(table, "gan", aims, split="interpatient")
    assert "For other patients" not in sure
    doubtful = table.assign(over_records_low=0.0)
    verdict, _ = state(doubtful, "gan", aims, split="interpatient")
    assert "1 of 1 aims: it helps. For other patients it is not sure: " in verdict
    assert "not above zero against none.**" in verdict
    verdict, _ = state(doubtful, "gan", aims)
    assert verdict == sure


def test_aims_are_judged_again_without_a_record(parts):
    """In record 213 alone the GAN arm finds more than none."""
    confusion, found = parts["none"].confusion.copy(), np.arange(5, 15).reshape(5, 2)
    confusion[:, :, 1, 1, 0] -= found
    confusion[:, :, 1, 1, 1] += found
    better = dataclasses.replace(parts["none"], confusion=confusion, facts=parts["gan"].facts)
    parts = {"none": parts["none"], "gan": better}
    comparison = COMPARISON | {"leave_out": ["213", "232", "100"]}
    aims = {"better": {"macro_f1": {"none": 0.001}}, "no_worse": {"f1_S": "none", "f1_N": "smote"}}
    tables = study_tables.tabulate_all({"x": parts}, STUDY | {"aims": {"x": aims}}, comparison)
    without = tables["contrasts_without"]
    assert without["without"].unique().tolist() == ["213", "232"]
    scores = {name: part.without("232").scores().mean() for name, part in parts.items()}
    row = without.query("without == '232' and measure == 'macro_f1' and second == 'none'").iloc[0]
    assert row["mean"] == pytest.approx(scores["gan"] - scores["none"])
    listed = study_aims.list_aims(aims)
    verdict, _ = study_verdict.describe_verdict("gan", listed[:2], [], tables, "x")
    assert "The GAN reached 2 of 2 aims: it helps. Without record 213: 1 of 2.**" in verdict
    assert "is `gan`, the only one." in verdict
    shown = markdown.spread_aims(listed, tables["contrasts"], without)
    assert shown["difference"].tolist() == ["macro-F1, none", "F1 of S, none"]
    nothing = "0.000 (0.000 to 0.000)"
    assert shown["without 213"].tolist() == [f"{nothing}, missed", f"{nothing}, reached"]
    assert shown["without 232"].str.endswith(", reached").all()


def test_macro_f1_is_stated_where_no_aim_asks_for_it(parts):
    aims = {"better": {"macro_f1": {"smote": 0}}, "no_worse": {"f1_S": "none"}}
    table = contrast(parts, "gan", aims)
    (text,) = differences.describe_unaimed("gan", study_aims.list_aims(aims), table)
    difference = parts["gan"].scores().mean() - parts["none"].scores().mean()
    assert f"against none {formatting.write_number(difference)}, 95% interval" in text
    assert "smote" not in text
    assert (
        differences.describe_unaimed("gan", study_aims.list_aims(AIMS["interpatient"]), table) == []
    )


def test_a_control_is_held_against_the_best_gan_arm(parts, tables):
    sentences = differences.describe_controls("gan_control", ["smote"], tables["contrasts"])
    difference = parts["gan_control"].scores().mean() - parts["smote"].scores().mean()
    written = formatting.write_number(difference)
    assert f"`gan_control` less that of `smote` is {written}, " in sentences[0]
    difference = parts["smote"].scores().mean() - parts["none"].scores().mean()
    assert f" `smote` is, less none {formatting.write_number(difference)} (" in sentences[0]
    assert differences.describe_controls("gan_control", ["jitter"], tables["contrasts"]) == []


def test_the_verdict_says_where_a_control_without_a_network_does_as_well(parts):
    aims = {"better": {"macro_f1": {"none": 0}}, "no_worse": {"macro_f1": "smote"}}
    table = contrast(parts, "gan", aims)
    better, _ = state(table, "gan", aims, ["smote"])
    assert better.startswith("**The GAN reached 2 of 2 aims: it helps.**")
    table.loc[table["second"] == "smote", "t"] = 0.06
    verdict, _ = state(table, "gan", aims, ["smote"])
    assert (
        "`gan` is not for certain better than its control without a network, `smote` (" in verdict
    )
    assert "2 of 2 aims: the added beats help. That a GAN is needed is not shown." in verdict
    turned = contrast(parts, "none", aims | {"no_worse": {"macro_f1": "smote"}})
    verdict, _ = state(turned, "none", aims, ["gan"])
    assert "control" not in verdict
    worse = turned.replace({"second": {"smote": "gan"}})
    worse[["mean", "t"]] = -0.1, 0.01
    worse[["over_seeds_low", "over_seeds_high"]] = -0.2, -0.05
    verdict, _ = state(worse, "none", aims, ["gan"])
    assert "`none` is for certain worse than its control without a network, `gan` (" in verdict


def test_without_none_nothing_is_said_of_it(parts):
    table = contrast(parts, "gan", AIMS["interpatient"])
    rest = table[table["second"] != "none"]
    assert differences.describe_price("gan", rest) == []
    assert differences.describe_others("gan", rest) == []
    assert differences.describe_precision("gan", rest) == []


def test_ranking_is_compared_by_average_precision(tables):
    (text,) = differences.describe_precision("gan", tables["contrasts"])
    assert "0.000 against none (by the t test 0.000 to 0.000, p 1)" in text


def test_a_split_without_aims_has_no_verdict(parts):
    (verdict,) = state(contrast(parts, "gan", {}), "gan", {})
    assert verdict.startswith("**No aims were named for this split.**")


def test_the_lead_on_the_folds_is_said(tables):
    verdict, _ = study_verdict.describe_verdict(
        "gan_control", study_aims.list_aims(AIMS["interpatient"]), [], tables, "interpatient"
    )
    assert verdict.endswith("patients is `gan_control`, 0.010 above `gan`.")


def test_an_arm_named_later_is_not_the_best_but_is_said(parts):
    later = STUDY | {"later": ["gan_control"]}
    tables = study_tables.tabulate_all({"interpatient": parts}, later, COMPARISON)
    aims = study_aims.list_aims(AIMS["interpatient"])
    verdict = study_verdict.describe_verdict("gan", aims, [], tables, "interpatient")[0]
    assert verdict.startswith("**The GAN reached 4 of 4 aims: it helps.")
    assert "`gan_control`, named when others had been scored, is 0.010 better on" in verdict
    own = tables["contrasts"][tables["contrasts"]["first"] == "gan_control"]
    reached = [aim_results.judge_aim(aim, own)[0] for aim in aims].count(True)
    assert reached < 4
    assert f"on the folds and reaches {reached} of 4.**" in verdict
    assert own["t_holm"].notna().sum() == 2
    assert verdict.endswith("training patients is `gan`, the only one.")


def test_one_gan_leaves_aims_open(parts):
    single = {
        name: dataclasses.replace(part, confusion=part.confusion[:1])
        for name, part in parts.items()
    }
    verdict, lines = judge(single, "gan", AIMS["interpatient"])
    assert verdict.startswith("**No verdict yet: parts are missing, or GANs. So far 2 of 4")
    assert lines.count("; one GAN, so no test.") == 2
    assert "nan" not in lines


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
    (text,) = differences.describe_price("gan", table)
    assert "is higher than none in F1 of S (0.200); lower in sensitivity of V (" in text
    assert "F1 of N" not in text


def test_what_failed_is_said(parts):
    (text,) = differences.describe_others("gan_control", contrast(parts, "gan", {}))
    assert text.startswith("Macro-F1 of the other 2, ")
    assert re.search("higher than with none: (smote, )?gan;", text)
    turned = parts | {"none": parts["gan"], "gan": parts["none"]}
    (text,) = differences.describe_others("gan_control", contrast(turned, "gan", {}))
    assert re.search("is lower than with none: (smote, )?gan(, smote)?;", text)
    assert "higher than with none: no arm" in text


def test_an_interval_alone_makes_no_arm_certain(parts):
    doubtful = contrast(parts, "gan", {}).assign(t=0.06)
    (text,) = differences.describe_others("gan_control", doubtful)
    assert "is lower than with none: no arm; higher than with none: no arm; not certain: " in text
