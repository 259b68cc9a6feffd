"""The verdict card's words follow from its numbers, in every case."""

import dataclasses

import pytest
from evenbeat.report.card import make_card
from evenbeat.report.verdict import Difference, KindVerdict

MINUS = "\N{MINUS SIGN}"
SCORES = {kind: {"none": 0.5, "gan": 0.6} for kind in ("lda", "cnn", "forest", "committee")}


def difference(second, sign, low=0.01, high=0.09):
    """Make a difference; intervals over records of a loss are mirrored."""
    mean = 0.05 * (sign or 0.1)
    bounds = (-high, -low) if sign == -1 else (low, high)
    macro = {"mean": mean, "over_seeds_low": mean - 0.02, "over_seeds_high": mean + 0.02}
    macro |= {"over_records_low": bounds[0], "over_records_high": bounds[1]}
    return Difference(second, macro, {"mean": -0.004}, 0.01, sign)


def verdict(kind, none, smote, by_test=False, **numbers):
    differences = [difference("none", none, **numbers), difference("smote", smote, **numbers)]
    return KindVerdict(kind, "gan", by_test, True, "", differences)


TRAINED = {"seeds": 5, "trained": True, "missing": []}


def card(*verdicts, split="interpatient", committees=(), left_out=(), **gans):
    return make_card(split, list(verdicts), SCORES, committees, list(left_out), TRAINED | gans)


UNSURE = {"low": -0.03, "high": 0.09}
CASES = {
    "gain": (
        [verdict("lda", 1, 1), verdict("cnn", 1, 1)],
        ("gain", "Gain shown"),
        "With lda it is significantly higher than none and smote.",
    ),
    "gain on these records only": (
        [verdict("lda", 1, 1, **UNSURE), verdict("cnn", 1, 1)],
        ("open", "No gain shown for other patients"),
        f"+0.050 (95% CI over test records {MINUS}0.030 to 0.090) with lda",
    ),
    "gain of an arm that test scores chose": (
        [verdict("lda", 1, 1, True), verdict("cnn", 1, 1, True)],
        ("open", "No gain shown for other patients"),
        "Test scores chose the GAN arm, so its change is probably too high.",
    ),
    "gain with one kind": (
        [verdict("lda", 1, 1), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "With cnn it is not significantly different from none and smote.",
    ),
    "gain with the only kind": (
        [verdict("lda", 1, 1)],
        ("open", "No gain shown"),
        "A verdict needs 2 kinds of classifier.",
    ),
    "gain over nothing but not over SMOTE": (
        [verdict("lda", 1, 0), verdict("cnn", 1, -1)],
        ("open", "No gain shown"),
        "With cnn it is significantly higher than none, significantly lower than smote.",
    ),
    "gain and loss": (
        [verdict("lda", 1, 1), verdict("forest", 1, 1), verdict("cnn", -1, -1)],
        ("open", "Classifiers disagree"),
        "With cnn it is significantly lower than none and smote.",
    ),
    "nothing": (
        [verdict("lda", 0, 0), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "not significantly different from none and smote",
    ),
    "loss": (
        [verdict("lda", -1, 0), verdict("cnn", -1, -1)],
        ("loss", "Loss shown"),
        "With lda it is significantly lower than none, not significantly different from smote.",
    ),
    "loss on these records only": (
        [verdict("lda", -1, 0, **UNSURE), verdict("cnn", -1, -1)],
        ("open", "No loss shown for other patients"),
        "significantly lower than none",
    ),
    "loss with one kind": (
        [verdict("lda", -1, -1), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "With lda it is significantly lower than none and smote.",
    ),
    "no GAN": (
        [KindVerdict("lda", None, False, False, "", [])],
        ("open", "Not tested"),
        "No arm of this run uses a GAN.",
    ),
    "nothing to compare with": (
        [KindVerdict("lda", "gan", False, False, "", [])],
        ("open", "Not tested"),
        "neither `none` nor SMOTE",
    ),
}


@pytest.mark.parametrize(("verdicts", "state", "said"), CASES.values(), ids=CASES)
def test_the_words_follow_from_the_numbers(verdicts, state, said):
    made = card(*verdicts)
    assert (made["state"], made["word"]) == state
    assert said in " ".join(made["sentences"])


@pytest.mark.parametrize(
    ("gans", "word", "said"),
    [
        ({"seeds": 1}, "Not tested", "One GAN of each class allows no test. Raise gan.seeds."),
        ({"trained": False}, "Not tested", "No GAN was trained."),
        ({"seeds": 2}, "Gain shown", "With 2 GANs, only very large differences are significant."),
        ({"missing": ["No GAN for class F (blog): why."]}, "Gain shown", "No GAN for class F"),
    ],
)
def test_what_the_gans_allow_to_say(gans, word, said):
    made = card(verdict("lda", 1, 1), verdict("cnn", 1, 1), **gans)
    assert made["word"] == word
    assert said in " ".join(made["sentences"])


def test_one_gan_gives_no_interval_over_seeds():
    chosen = [verdict(kind, 1, 1, by_test=True) for kind in ("lda", "cnn")]
    made = card(*chosen, split="intrapatient", seeds=1)
    assert "+0.050 (95% CI over test records 0.010 to 0.090) with lda" in made["sentences"][0]
    assert "Test scores chose the GAN arm" in made["sentences"][-1]
    assert "t test" not in made["method"]
    assert "t test" in card(*chosen, split="intrapatient")["method"]


def test_the_arm_is_named_with_each_kind_if_it_differs():
    both = verdict("lda", 1, 1), dataclasses.replace(verdict("cnn", 1, 1), arm="flow")
    scores = {kind: SCORES["lda"] | {"flow": 0.7} for kind in ("lda", "cnn")}
    said = make_card("interpatient", list(both), scores, (), [], TRAINED)["sentences"][0]
    assert said.startswith("GAN beats changed macro-F1 by +0.050 (")
    assert ") with lda and gan; " in said
    assert said.endswith(") with cnn and flow.")


def test_within_patients_nothing_is_said_of_other_patients():
    both = [verdict(kind, 1, 1, **UNSURE) for kind in ("lda", "cnn")]
    made = card(*both, split="intrapatient")
    assert made["word"] == "Gain for the same patients"
    assert "+0.050 (95% CI over seeds 0.030 to 0.070) with lda" in made["sentences"][0]
    both = [verdict(kind, -1, -1, **UNSURE) for kind in ("lda", "cnn")]
    assert card(*both, split="intrapatient")["word"] == "Loss for the same patients"


@pytest.mark.parametrize("split", ["external_svdb", "interpatient_mitdb"])
def test_test_beds_of_other_patients_need_intervals_over_records(split):
    made = card(verdict("lda", 1, 1, **UNSURE), verdict("cnn", 1, 1), split=split)
    assert made["word"] == "No gain shown for other patients"


def test_a_committee_is_no_evidence_of_its_own():
    both = verdict("lda", 1, 1), verdict("committee", 1, 1)
    made = card(*both, committees={"committee"})
    assert made["word"] == "No gain shown"
    assert [row["kind"] for row in made["rows"]] == ["lda", "committee"]
    assert "committee" not in " ".join(made["sentences"])
    alone = card(both[1], committees={"committee"})
    assert (alone["word"], "Only a committee" in alone["sentences"][0]) == ("Not tested", True)


def test_a_class_that_is_left_out_is_named():
    assert (
        "Macro-F1 leaves out F Q: too few test beats."
        in card(verdict("lda", 0, 0), left_out=["F", "Q"])["sentences"]
    )


def test_without_an_arm_that_adds_nothing_no_change_is_claimed():
    kinds = [
        KindVerdict(kind, "gan", False, False, "", [difference("smote", -1)])
        for kind in ("lda", "cnn")
    ]
    scores = {kind: {"smote": 0.5, "gan": 0.4} for kind in ("lda", "cnn")}
    made = make_card("interpatient", kinds, scores, (), [], TRAINED)
    assert made["word"] == "No gain shown"
    assert made["sentences"][0].startswith(
        f"Compared with smote, macro-F1 with GAN beats (gan) differs by {MINUS}0.050 (95% CI over"
    )
    assert made["references"] == ["smote"]


def test_the_numbers_of_a_row():
    made = card(verdict("lda", -1, 0, **UNSURE), verdict("cnn", 0, 0, **UNSURE))
    assert made["sentences"][0] == (
        f"GAN beats (gan) changed macro-F1 by {MINUS}0.050 (95% CI over test records "
        f"{MINUS}0.090 to 0.030) with lda; +0.005 ({MINUS}0.030 to 0.090) with cnn."
    )
    assert made["limit"] == "0.090"
    assert made["references"] == ["none", "smote"]
    row = made["rows"][0]
    assert (row["before"], row["after"]) == ("0.500", "0.600")
    assert row["changes"] == [
        (f"{MINUS}0.050", f"{MINUS}0.090 to 0.030"),
        ("+0.005", f"{MINUS}0.030 to 0.090"),
    ]
    assert row["accuracy"] == f"{MINUS}0.004"
    # From -0.09 at 0 to 0.09 at 200.
    assert row["plot"]["mean"] == pytest.approx(100 - 100 * 5 / 9, abs=0.1)
    assert row["plot"]["over_records_low"] == 0
