import doctest

import pandas as pd
import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.report import verdict as report_verdict
from evenbeat.report.verdict import select_verdict_arm, state_agreement, state_verdict

ARMS = {
    "none": Arm("none"),
    "smote": Arm("smote"),
    "oversampled": Arm("random_oversampling"),
    "gan": Arm("gan", "blog"),
}
TWO_GANS = ARMS | {"other": Arm("gan", "wgan")}


KEPT = {"mean": -0.1, "seeds": (-0.2, -0.05), "records": (-0.3, 0)}


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


def verdict(*rows, best="gan", gan_seeds=5):
    table = with_accuracy([*rows, contrast("oversampled", 0.3, (0.2, 0.4), (0.2, 0.4))])
    choice = best, [best], ""
    return state_verdict(("interpatient", "cnn"), choice, table, ARMS, gan_seeds)[:2]


def with_accuracy(rows):
    pairs = [(row["first"], row["second"]) for row in rows]
    others = [contrast(two, **KEPT, first=one, measure="accuracy") for one, two in pairs]
    return pd.DataFrame([*rows, *others])


BETTER = {"mean": 0.05, "seeds": (0.03, 0.07), "records": (0.01, 0.09)}
WORSE = {"mean": -0.05, "seeds": (-0.07, -0.03), "records": (-0.09, 0.01)}
OPEN = {"mean": 0.01, "seeds": (-0.01, 0.02), "records": (-0.02, 0.03)}


def test_a_gan_that_helps_everywhere():
    headline, sentences = verdict(contrast("smote", **BETTER), contrast("none", **BETTER))
    assert headline == (
        "interpatient, cnn: gan is better than smote and none. For other patients too."
    )
    assert sentences[0] == (
        "gan against smote: mean macro-F1 higher by 0.050 (95% interval over seeds 0.030 to 0.070, "
        "over test records 0.010 to 0.090; p 0.002, t test over GANs after Holm); accuracy lower "
        "by 0.100 (over seeds \N{MINUS SIGN}0.200 to \N{MINUS SIGN}0.050, over test records "
        "\N{MINUS SIGN}0.300 to 0.000)."
    )


def test_a_gan_whose_gain_may_not_hold_for_other_patients():
    unsure = BETTER | {"records": (-0.01, 0.09)}
    headline, _ = verdict(contrast("smote", **BETTER), contrast("none", **unsure))
    assert headline.endswith("better than smote and none. For other patients it is not sure.")


def test_within_patients_nothing_is_said_of_others():
    rows = [contrast(name, **BETTER) for name in ("smote", "none")]
    identity, choice = ("intrapatient", "cnn"), ("gan", ["gan"], "")
    headline, _, better = state_verdict(identity, choice, with_accuracy(rows), ARMS, 5)
    assert better == {"smote": True, "none": True}
    assert headline == "intrapatient, cnn: gan is better than smote and none."


def test_a_gan_that_does_harm():
    headline, sentences = verdict(contrast("smote", **WORSE), contrast("none", **OPEN))
    assert headline == (
        "interpatient, cnn: gan is worse than smote; does not differ for certain from none."
    )
    assert "lower by 0.050 (95% interval over seeds \N{MINUS SIGN}0.070 to" in sentences[0]


def test_a_gan_that_helps_in_part():
    headline, _ = verdict(contrast("smote", **OPEN), contrast("none", **BETTER))
    assert "gan is better than none; does not differ for certain from smote." in headline


@pytest.mark.parametrize("t", [0.06, 0.03])
def test_an_interval_alone_makes_nothing_certain(t):
    """Of two tests the smaller p is doubled."""
    rows = [contrast(name, **BETTER, t=t) for name in ("smote", "none")]
    headline, _ = verdict(*rows)
    assert "gan does not differ for certain from smote and none." in headline


def test_one_gan_makes_nothing_certain():
    rows = [contrast(name, **BETTER, t=float("nan")) for name in ("smote", "none")]
    headline, sentences = verdict(*rows, gan_seeds=1)
    assert "does not differ for certain" in headline
    assert headline.endswith("With one GAN of each class nothing is certain.")
    assert all("one GAN, so no test" in sentence for sentence in sentences)


def test_a_tie_is_called_one():
    tie = contrast("none", 1e-4, (-0.01, 0.01), (-0.01, 0.01))
    assert "mean macro-F1 equal to three decimals" in verdict(tie)[1][0]


def test_without_a_gan_or_anything_to_hold_it_against():
    assert verdict(best=None) == ("interpatient, cnn: no arm of this run uses a GAN.", [])
    said = "interpatient, cnn: there is nothing to hold gan against, neither SMOTE nor no beats."
    assert verdict() == (said, [])
    # As the table is where there are no pairs at all.
    empty = pd.DataFrame(columns=["first", "second", "measure"])
    identity = ("interpatient", "cnn")
    assert state_verdict(identity, ("gan", ["gan"], ""), empty, ARMS, 5) == (said, [], {})


def test_the_best_gan_arm_is_that_of_the_folds():
    measures = pd.DataFrame({"arm": ["gan", "other"], "measure": "macro_f1", "mean": [0.6, 0.5]})
    best, rivals, reason = select_verdict_arm(measures, TWO_GANS, {"gan": 0.4, "other": 0.5})
    assert (best, rivals) == ("other", ["other"])
    assert "on folds of interpatient's training patients" in reason
    best, rivals, reason = select_verdict_arm(measures, TWO_GANS, {"other": 0.5})
    assert (best, rivals) == ("gan", ["gan", "other"])
    assert "which flatters it" in reason
    assert select_verdict_arm(measures, ARMS, {}) == ("gan", ["gan"], "")
    assert select_verdict_arm(measures, {"none": ARMS["none"]}, {}) == (None, [], "")


@pytest.mark.parametrize(
    ("rivals", "p", "said"),
    [
        (["gan"], "0.02", "better than smote and none. For other patients too."),
        (["gan", "other"], "0.06", "better than smote; does not differ for certain from none."),
    ],
)
def test_a_choice_by_test_scores_is_paid_for(rivals, p, said):
    """Of two tests the larger p stays as it is; as the second of four it is tripled."""
    table = with_accuracy(
        [
            contrast("smote", **BETTER, t=0.001),
            contrast("none", **BETTER, t=0.02),
            contrast("smote", **OPEN, t=0.5, first="other"),
            contrast("none", **OPEN, t=0.7, first="other"),
        ]
    )
    identity, choice = ("interpatient", "cnn"), ("gan", rivals, "Why.")
    headline, sentences, _ = state_verdict(identity, choice, table, TWO_GANS, 5)
    assert f"p {p}, t test" in sentences[1]
    assert said in headline
    assert sentences[2:] == ["Why."]


def test_nothing_is_said_of_other_patients_after_a_choice_by_test_scores():
    rows = [contrast(name, **BETTER) for name in ("smote", "none")]
    identity, choice = ("interpatient", "cnn"), ("gan", ["gan", "other"], "")
    headline, *_ = state_verdict(identity, choice, with_accuracy(rows), TWO_GANS, 5)
    assert headline.endswith("better than smote and none. For other patients it is not sure.")


@pytest.mark.parametrize(
    ("better", "said"),
    [
        ({}, []),
        ({"cnn": {}, "lda": {}}, []),
        (
            {"cnn": {"none": True}},
            [
                "a: cnn is the only kind of classifier here. A gain is called one only if it holds "
                "with more than one kind."
            ],
        ),
        (
            {"cnn": {"none": True, "smote": False}, "lda": {"none": True, "smote": False}},
            [
                "a, all kinds of classifier: a gain over none with cnn and lda: with every kind; "
                "no gain over smote with any kind."
            ],
        ),
        (
            {"cnn": {"none": True}, "lda": {"none": False}},
            [
                "a, all kinds of classifier: better than none with cnn alone, which is not called "
                "a gain."
            ],
        ),
        (
            {"cnn": {"none": True}, "lda": {"none": True}, "forest": {"none": False}},
            ["a, all kinds of classifier: a gain over none with cnn and lda, not with forest."],
        ),
    ],
)
def test_a_gain_is_one_only_with_more_than_one_kind(better, said):
    assert state_agreement("a", better) == said


def test_examples():
    assert doctest.testmod(report_verdict).failed == 0
