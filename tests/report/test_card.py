"""The verdict card's words follow from its numbers, in every case."""

import pytest
from evenbeat.report.card import make_card
from evenbeat.report.verdict import Difference, KindVerdict

MINUS = "\N{MINUS SIGN}"
SCORES = {kind: {"none": 0.5, "gan": 0.6} for kind in ("lda", "cnn", "committee")}


def difference(second, sign, records=(0.01, 0.09), p=0.01):
    mean = 0.05 * (sign or 0.1)
    macro = {"mean": mean, "over_seeds_low": mean - 0.02, "over_seeds_high": mean + 0.02}
    macro |= {"over_records_low": records[0], "over_records_high": records[1]}
    return Difference(second, macro, {"mean": -0.004}, p, sign)


def verdict(kind, none, smote, by_test=False, **numbers):
    differences = [difference("none", none, **numbers), difference("smote", smote, **numbers)]
    return KindVerdict(kind, "gan", by_test, "", differences)


def card(*verdicts, split="interpatient", committees=(), left_out=()):
    return make_card(split, list(verdicts), SCORES, committees, list(left_out))


OPEN = {"records": (-0.03, 0.04)}
CASES = {
    "gain": (
        [verdict("lda", 1, 1), verdict("cnn", 1, 1)],
        ("gain", "Gain shown"),
        "rose significantly over none and smote with lda and cnn.",
    ),
    "gain on these records only": (
        [verdict("lda", 1, 1, **OPEN), verdict("cnn", 1, 1)],
        ("open", "No gain shown for other patients"),
        "an interval over test records includes zero",
    ),
    "gain of an arm that test scores chose": (
        [verdict("lda", 1, 1, True), verdict("cnn", 1, 1, True)],
        ("open", "No gain shown for other patients"),
        "test scores chose the arm",
    ),
    "gain with one kind": (
        [verdict("lda", 1, 1), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "It rose significantly with lda only; a gain needs 2 kinds.",
    ),
    "gain with the only kind": (
        [verdict("lda", 1, 1)],
        ("open", "No gain shown"),
        "significantly higher with lda, the only kind of classifier here. A verdict needs 2.",
    ),
    "gain over nothing but not over SMOTE": (
        [verdict("lda", 1, 0), verdict("cnn", 1, 0)],
        ("open", "No gain shown"),
        "rose significantly over none, but not over smote.",
    ),
    "worse than SMOTE": (
        [verdict("lda", 0, -1), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "With lda it is significantly lower than that of smote.",
    ),
    "nothing": (
        [verdict("lda", 0, 0), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "The differences are not significant over GANs (t test) with every kind of classifier.",
    ),
    "loss": (
        [verdict("lda", -1, 0), verdict("cnn", -1, -1)],
        ("loss", "Loss shown"),
        "Macro-F1 fell significantly with lda and cnn.",
    ),
    "loss with one kind": (
        [verdict("lda", -1, -1), verdict("cnn", 0, 0)],
        ("open", "No gain shown"),
        "It fell significantly with lda, not with the others.",
    ),
    "too few seeds": (
        [verdict("lda", 0, 0, p=float("nan")), verdict("cnn", 0, 0, p=float("nan"))],
        ("open", "Not tested"),
        "One GAN of each class allows no test. Raise gan.seeds.",
    ),
    "no GAN": (
        [KindVerdict("lda", None, False, "", [])],
        ("open", "Not tested"),
        "No arm of this run uses a GAN.",
    ),
    "nothing to compare with": (
        [KindVerdict("lda", "gan", False, "", [])],
        ("open", "Not tested"),
        "neither `none` nor SMOTE",
    ),
}


@pytest.mark.parametrize(("verdicts", "state", "said"), CASES.values(), ids=CASES)
def test_the_words_follow_from_the_numbers(verdicts, state, said):
    made = card(*verdicts)
    assert (made["state"], made["word"]) == state
    assert said in " ".join(made["sentences"])


def test_within_patients_nothing_is_said_of_other_patients():
    made = card(verdict("lda", 1, 1, **OPEN), verdict("cnn", 1, 1, **OPEN), split="intrapatient")
    assert made["word"] == "Gain shown"
    assert "patients" not in " ".join(made["sentences"])


@pytest.mark.parametrize("split", ["external_svdb", "interpatient_mitdb"])
def test_test_beds_of_other_patients_need_intervals_over_records(split):
    made = card(verdict("lda", 1, 1, **OPEN), verdict("cnn", 1, 1), split=split)
    assert made["word"] == "No gain shown for other patients"


def test_a_committee_is_no_evidence_of_its_own():
    both = verdict("lda", 1, 1), verdict("committee", 1, 1)
    made = card(*both, committees={"committee"})
    assert made["word"] == "No gain shown"
    assert [row["kind"] for row in made["rows"]] == ["lda", "committee"]
    assert "committee" not in made["sentences"][0]


def test_a_class_that_is_left_out_is_named():
    assert (
        "Macro-F1 leaves out F Q: too few test beats."
        in card(verdict("lda", 0, 0), left_out=["F", "Q"])["sentences"]
    )


def test_the_numbers_of_a_row():
    made = card(verdict("lda", -1, 0, **OPEN), verdict("cnn", 0, 0, **OPEN))
    assert made["sentences"][0] == (
        f"GAN beats changed macro-F1 by {MINUS}0.050 (95% CI {MINUS}0.030 to 0.040) with lda; "
        f"+0.005 (95% CI {MINUS}0.030 to 0.040) with cnn."
    )
    assert made["limit"] == "0.070"
    row = made["rows"][0]
    assert (row["before"], row["after"], row["change"]) == ("0.500", "0.600", f"{MINUS}0.050")
    assert row["smote"] == f"+0.005 ({MINUS}0.030 to 0.040)"
    assert row["accuracy"] == f"{MINUS}0.004"
    # From -0.07 at 0 to 0.07 at 200.
    assert row["plot"]["mean"] == pytest.approx(100 - 100 * 5 / 7, abs=0.1)
    assert row["plot"]["over_seeds_low"] == 0
