"""Which gains count, and the best generative arm."""

import pandas as pd
import pytest
from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.study.publish import read_findings
from evenbeat.study.tables import select
from evenbeat.study.verdict import (
    choose_best,
    correct_primary,
    count_changes,
    count_patients,
    judge_changes,
)

RULE = {"least": 0.02, "accuracy_loss": 0.01}


def differences(changes):
    """Give differences of `flow` from `none`: (mean, half interval, accuracy) by bed and kind."""
    rows = []
    for (bed, kind), (mean, half, accuracy) in changes.items():
        place = {"bed": bed, "kind": kind, "first": "flow", "second": "none"}
        bounds = {"over_gans_low": mean - half, "over_gans_high": mean + half, "t": 0.01}
        rows.append(place | {"measure": "macro_f1", "mean": mean} | bounds)
        rows.append(place | {"measure": "accuracy", "mean": accuracy} | bounds)
    return pd.DataFrame(rows)


GOOD, BAD = (0.03, 0.02, 0.0), (-0.03, 0.02, 0.0)


@pytest.mark.parametrize(
    ("worst", "expected"),
    [
        (GOOD, True),
        ((0.02, 0.019, -0.01), True),
        ((0.019, 0.01, 0.0), False),
        ((0.03, 0.031, 0.0), False),
        ((0.03, 0.01, -0.011), False),
    ],
)
def test_a_gain_must_be_large_certain_and_cost_no_accuracy_on_each_bed(worst, expected):
    table = differences(
        {("ds2", "lda"): GOOD, ("svdb", "lda"): worst, ("within", "lda"): (0, 0, 0)}
    )
    judged = judge_changes(table, ["ds2", "svdb"], RULE)
    assert judged["gain"].tolist() == [expected]
    assert judged["loss"].tolist() == [False]


@pytest.mark.parametrize(
    ("least", "expected"),
    [
        (BAD, True),
        ((-0.02, 0.01, 0.5), True),
        ((-0.019, 0.01, 0), False),
        ((-0.03, 0.04, 0), False),
    ],
)
def test_a_loss_must_be_large_and_certain_on_each_bed(least, expected):
    table = differences({("ds2", "lda"): BAD, ("svdb", "lda"): least})
    judged = judge_changes(table, ["ds2", "svdb"], RULE)
    assert judged["loss"].tolist() == [expected]
    assert judged["gain"].tolist() == [False]


@pytest.mark.parametrize(
    ("gaining", "counts"),
    [
        (["lda", "forest"], True),
        (["cnn", "forest"], True),
        (["lda", "cnn", "committee"], False),
        (["forest", "committee"], False),
    ],
)
@pytest.mark.parametrize(("change", "size"), [("gain", GOOD), ("loss", BAD)])
def test_a_change_counts_with_a_kind_of_each_group(gaining, counts, change, size):
    beds = ("ds2", "svdb")
    table = differences(
        {
            (bed, kind): size if kind in gaining else (0, 0, 0)
            for bed in beds
            for kind in ("cnn", "committee", "forest", "lda")
        }
    )
    counted = count_changes(judge_changes(table, beds, RULE), [["forest"], ["lda", "cnn"]])
    assert counted[change].item() == counts
    assert set(counted[f"{change}_with"].item().split(", ")) == set(gaining)


def test_the_best_arm_is_best_in_the_mean_over_kinds_with_its_chosen_setting():
    scores = {("lda", "a"): 0.6, ("cnn", "a"): 0.6, ("lda", "b"): 0.7, ("cnn", "b"): 0.4}
    rows = [
        {"kind": kind, "arm": arm, "chosen": True, "macro_f1": score}
        for (kind, arm), score in scores.items()
    ]
    rows.append({"kind": "cnn", "arm": "b", "chosen": False, "macro_f1": 1.0})
    rows.append({"kind": "cnn", "arm": "smote", "chosen": True, "macro_f1": 1.0})
    assert choose_best(pd.DataFrame(rows), ["a", "b"], ["lda", "cnn"]) == "a"


def test_only_a_candidate_is_the_best_arm(no_gain, config):
    _, _, folder = no_gain
    assert no_gain[0].best == "flow"
    config["study"]["candidates"] = ["hinge"]
    assert read_findings(config, folder)[0].best == "hinge"


def test_primary_contrasts_are_corrected_together(gain):
    findings, _, _ = gain
    primary = findings.primary
    assert set(primary["bed"]) == {"interpatient", "external_svdb"}
    assert set(primary["second"]) == {"none", "smote", "transplant"}
    assert set(primary["kind"]) == {"lda", "forest"}
    assert len(primary) == 12
    assert primary["t_holm"].tolist() == adjust_holm(primary["t"]).tolist()


def test_only_contrasts_of_the_best_arm_are_primary():
    table = differences({("ds2", "lda"): GOOD})
    assert correct_primary(table, "hinge", ["ds2"], ["lda"]).empty


def test_gains_are_set_beside_the_score_of_the_classifier(gain):
    findings, parts, _ = gain
    strength = findings.strength
    assert set(strength["kind"]) == {"lda", "forest", "committee", "lda_shape"}
    assert set(strength["arm"]) == {"transplant", "flow"}
    assert set(strength["bed"]) == {"interpatient", "external_svdb"}
    row = select(strength, bed="interpatient", kind="lda", arm="flow").squeeze()
    own = parts["interpatient", "lda"]
    none, flow = (own[arm].scores().mean() for arm in ("none", "flow"))
    assert (row["score"], row["gain"]) == pytest.approx((none, flow - none))


def test_the_number_of_patients_grows_with_the_square_of_the_interval():
    row = {"over_records_low": -0.04, "over_records_high": 0.08}
    assert count_patients(row, 22, 0.02) == 22 * 9
    assert count_patients(row, 22, 0.06) == 22
