import pandas as pd
import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.report.verdict import describe_kind, judge_kind, select_verdict_arm

MINUS = "\N{MINUS SIGN}"
ARMS = {
    "none": Arm("none"),
    "smote": Arm("smote"),
    "oversampled": Arm("random_oversampling"),
    "gan": Arm("gan", "blog"),
}
TWO_GANS = ARMS | {"other": Arm("gan", "wgan")}
KEPT = {"mean": -0.1, "seeds": (-0.2, -0.05), "records": (-0.3, 0)}
BETTER = {"mean": 0.05, "seeds": (0.03, 0.07), "records": (0.01, 0.09)}
WORSE = {"mean": -0.05, "seeds": (-0.07, -0.03), "records": (-0.09, 0.01)}
OPEN = {"mean": 0.01, "seeds": (-0.01, 0.02), "records": (-0.02, 0.03)}


def contrast(second, mean, seeds, records, t=0.001, first="gan", measure="macro_f1"):
    return {
        "first": first,
        "second": second,
        "measure": measure,
        "mean": mean,
        "over_seeds_low": seeds[0],
        "over_seeds_high": seeds[1],
        "over_records_low": records[0],
        "over_records_high": records[1],
        "t": t,
        "wilcoxon": 0.06,
    }


GAN = ("gan", ("gan",), "")


def judge(*rows, choice=GAN, arms=ARMS):
    rows = [*rows, contrast("oversampled", 0.3, (0.2, 0.4), (0.2, 0.4))]
    pairs = [(row["first"], row["second"]) for row in rows]
    others = [contrast(two, **KEPT, first=one, measure="accuracy") for one, two in pairs]
    return judge_kind("cnn", choice, pd.DataFrame([*rows, *others]), arms)


def signs(verdict):
    return {one.second: one.sign for one in verdict.differences}


def test_a_gain_over_every_reference():
    verdict = judge(contrast("smote", **BETTER), contrast("none", **BETTER))
    assert signs(verdict) == {"none": 1, "smote": 1}
    assert verdict.gained
    assert not verdict.lost
    assert describe_kind(verdict)[1] == (
        "gan against smote: macro-F1 is higher by 0.050 (95% CI over seeds 0.030 to 0.070, over "
        "test records 0.010 to 0.090); p 0.002, t test over GANs, Holm. Accuracy is lower by "
        f"0.100 (95% CI over seeds {MINUS}0.200 to {MINUS}0.050, over test records {MINUS}0.300 to "
        "0.000)."
    )


def test_a_loss_counts_against_the_arm_that_adds_nothing():
    verdict = judge(contrast("smote", **OPEN), contrast("none", **WORSE))
    assert verdict.lost
    assert not judge(contrast("smote", **WORSE), contrast("none", **OPEN)).lost
    # Worse than SMOTE may still be better than nothing added.
    alone = judge(contrast("smote", **WORSE))
    assert not alone.against_nothing
    assert not alone.lost


def test_a_gain_in_part_is_none():
    verdict = judge(contrast("smote", **OPEN), contrast("none", **BETTER))
    assert signs(verdict) == {"none": 1, "smote": 0}
    assert not verdict.gained


@pytest.mark.parametrize("t", [0.06, 0.03])
def test_an_interval_alone_is_not_significant(t):
    """Of two tests the smaller p is doubled."""
    verdict = judge(*(contrast(name, **BETTER, t=t) for name in ("smote", "none")))
    assert signs(verdict) == {"none": 0, "smote": 0}


def test_one_gan_allows_no_test():
    verdict = judge(*(contrast(name, **BETTER, t=float("nan")) for name in ("smote", "none")))
    assert signs(verdict) == {"none": 0, "smote": 0}
    assert all("one GAN, so no test" in sentence for sentence in describe_kind(verdict))


def test_a_tie_is_called_one():
    tie = contrast("none", 1e-4, (-0.01, 0.01), (-0.01, 0.01))
    assert "macro-F1 did not change to three decimals" in describe_kind(judge(tie))[0]


def test_without_a_gan_or_an_arm_to_compare_with():
    assert judge(choice=(None, [], "")).differences == []
    assert judge().differences == []
    # As the table is where there are no pairs at all.
    empty = pd.DataFrame(columns=["first", "second", "measure", "t"])
    verdict = judge_kind("cnn", ("gan", ["gan"], ""), empty, ARMS)
    assert not verdict.gained
    assert not verdict.lost
    assert describe_kind(verdict) == []


def test_the_best_gan_arm_is_that_of_the_folds():
    measures = pd.DataFrame({"arm": ["gan", "other"], "measure": "macro_f1", "mean": [0.6, 0.5]})
    best, rivals, reason = select_verdict_arm(measures, TWO_GANS, {"gan": 0.4, "other": 0.5})
    assert (best, rivals) == ("other", ["other"])
    assert "on folds of the training patients" in reason
    best, rivals, reason = select_verdict_arm(measures, TWO_GANS, {"other": 0.5})
    assert (best, rivals) == ("gan", ["gan", "other"])
    assert "makes it look better than it is" in reason
    assert select_verdict_arm(measures, ARMS, {}) == ("gan", ["gan"], "")
    assert select_verdict_arm(measures, {"none": ARMS["none"]}, {}) == (None, [], "")


@pytest.mark.parametrize(
    ("rivals", "p", "sign"), [(["gan"], "0.02", 1), (["gan", "other"], "0.06", 0)]
)
def test_a_choice_by_test_scores_costs_significance(rivals, p, sign):
    """Of two tests the larger p stays as it is; as the second of four it is tripled."""
    verdict = judge(
        contrast("smote", **BETTER, t=0.001),
        contrast("none", **BETTER, t=0.02),
        contrast("smote", **OPEN, t=0.5, first="other"),
        contrast("none", **OPEN, t=0.7, first="other"),
        choice=("gan", rivals, "Why."),
        arms=TWO_GANS,
    )
    assert signs(verdict) == {"none": sign, "smote": 1}
    assert verdict.chosen_by_test == (len(rivals) > 1)
    sentences = describe_kind(verdict)
    assert f"p {p}, t test" in sentences[0]
    assert sentences[2:] == ["Why."]
