"""Which gains count, and the best generative arm."""

import pandas as pd
import pytest
from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.study.tables import select
from evenbeat.study.verdict import (
    choose_best,
    correct_primary,
    count_gains,
    count_patients,
    judge_gains,
)

RULE = {"least": 0.02, "accuracy_loss": 0.01}


def differences(changes):
    """Give differences of `flow` from `none`: (mean, lower bound, accuracy) by bed and kind."""
    rows = []
    for (bed, kind), (mean, low, accuracy) in changes.items():
        place = {"bed": bed, "kind": kind, "first": "flow", "second": "none"}
        rows.append(place | {"measure": "macro_f1", "mean": mean, "over_seeds_low": low, "t": 0.01})
        rows.append(place | {"measure": "accuracy", "mean": accuracy, "over_seeds_low": -1})
    return pd.DataFrame(rows)


GOOD = (0.03, 0.01, 0.0)


@pytest.mark.parametrize(
    ("worst", "expected"),
    [
        (GOOD, True),
        ((0.02, 0.001, -0.01), True),
        ((0.019, 0.01, 0.0), False),
        ((0.03, -0.001, 0.0), False),
        ((0.03, 0.01, -0.011), False),
    ],
)
def test_a_gain_must_be_large_certain_and_cost_no_accuracy_on_each_bed(worst, expected):
    table = differences(
        {("ds2", "lda"): GOOD, ("svdb", "lda"): worst, ("within", "lda"): (0, 0, 0)}
    )
    judged = judge_gains(table, ["ds2", "svdb"], RULE)
    assert judged["gain"].tolist() == [expected]


def test_a_gain_counts_with_enough_kinds():
    beds = ("ds2", "svdb")
    table = differences(
        {(bed, kind): GOOD for bed in beds for kind in ("lda", "cnn")}
        | {(bed, "committee"): (0, 0, 0) for bed in beds}
    )
    judged = judge_gains(table, beds, RULE)
    assert count_gains(judged, 2)[["kinds", "counts"]].to_numpy().tolist() == [[2, True]]
    assert not count_gains(judged, 3)["counts"].item()


def test_the_best_arm_is_best_in_the_mean_over_kinds_with_its_chosen_setting():
    scores = {("lda", "a"): 0.6, ("cnn", "a"): 0.6, ("lda", "b"): 0.7, ("cnn", "b"): 0.4}
    rows = [
        {"kind": kind, "arm": arm, "chosen": True, "macro_f1": score}
        for (kind, arm), score in scores.items()
    ]
    rows.append({"kind": "cnn", "arm": "b", "chosen": False, "macro_f1": 1.0})
    rows.append({"kind": "cnn", "arm": "smote", "chosen": True, "macro_f1": 1.0})
    assert choose_best(pd.DataFrame(rows), ["a", "b"], ["lda", "cnn"]) == "a"


def test_the_generative_arm_that_is_best_on_the_folds_is_named(no_gain):
    findings, _, _ = no_gain
    assert findings.best == "flow"


def test_primary_contrasts_are_corrected_together(gain):
    findings, _, _ = gain
    primary = findings.primary
    assert set(primary["bed"]) == {"interpatient", "external_svdb"}
    assert set(primary["second"]) == {"none", "smote", "transplant"}
    assert len(primary) == 12
    assert primary["t_holm"].tolist() == adjust_holm(primary["t"]).tolist()


def test_only_contrasts_of_the_best_arm_are_primary():
    table = differences({("ds2", "lda"): GOOD})
    assert correct_primary(table, "hinge", ["ds2"]).empty


def test_gains_are_set_beside_the_score_of_the_classifier(gain):
    findings, parts, _ = gain
    strength = findings.strength
    assert set(strength["kind"]) == {"lda", "committee", "lda_shape"}
    assert set(strength["arm"]) == {"transplant", "flow"}
    assert set(strength["bed"]) == {"interpatient", "external_svdb"}
    row = select(strength, bed="interpatient", kind="lda", arm="flow").squeeze()
    own = parts["interpatient", "lda"]
    none, flow = (own[arm].scores().mean() for arm in ("none", "flow"))
    assert (row["score"], row["gain"]) == pytest.approx((none, flow - none))


def test_the_number_of_patients_grows_with_the_square_of_the_interval():
    row = {"over_records_low": -0.04, "over_records_high": 0.08}
    assert count_patients(row, 22, 0.02) == 22 * 9
    assert count_patients(row, 22, 0.1) == 22
