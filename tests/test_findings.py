import doctest

import pandas as pd
import pytest
from evenbeat import findings
from evenbeat.findings import find_best_gan, state_verdict

ARMS = {
    "none": {"method": "none"},
    "smote": {"method": "smote"},
    "oversampled": {"method": "random_oversampling"},
    "gan": {"method": "gan", "model": "blog"},
}


def contrast(second, mean, seeds, records, t=0.001):
    return {
        "first": "gan",
        "second": second,
        "measure": "macro_f1",
        "mean": mean,
        "over_seeds_low": seeds[0],
        "over_seeds_high": seeds[1],
        "over_records_low": records[0],
        "over_records_high": records[1],
        "t": t,
        "wilcoxon": 0.06,
    }


def verdict(*rows, best="gan", gan_seeds=5):
    table = pd.DataFrame([*rows, contrast("oversampled", 0.3, (0.2, 0.4), (0.2, 0.4))])
    return state_verdict("interpatient", best, table, ARMS, gan_seeds)


BETTER = {"mean": 0.05, "seeds": (0.03, 0.07), "records": (0.01, 0.09)}
WORSE = {"mean": -0.05, "seeds": (-0.07, -0.03), "records": (-0.09, 0.01)}
OPEN = {"mean": 0.01, "seeds": (-0.01, 0.02), "records": (-0.02, 0.03)}


def test_a_gan_that_helps_everywhere():
    headline, sentences = verdict(contrast("smote", **BETTER), contrast("none", **BETTER))
    assert headline == ("interpatient: gan is better than smote and none. For other patients too.")
    assert sentences[0] == (
        "gan against smote: mean macro-F1 higher by 0.050 (95% interval over seeds 0.030 to 0.070, "
        "over test records 0.010 to 0.090; p 0.002, t test over GANs after Holm)."
    )


def test_a_gan_whose_gain_may_not_hold_for_other_patients():
    unsure = BETTER | {"records": (-0.01, 0.09)}
    headline, _ = verdict(contrast("smote", **BETTER), contrast("none", **unsure))
    assert headline.endswith("better than smote and none. For other patients it is not sure.")


def test_within_patients_nothing_is_said_of_others():
    rows = [contrast(name, **BETTER) for name in ("smote", "none")]
    table = pd.DataFrame(rows)
    headline, _ = state_verdict("intrapatient", "gan", table, ARMS, 5)
    assert headline == "intrapatient: gan is better than smote and none."


def test_a_gan_that_does_harm():
    headline, sentences = verdict(contrast("smote", **WORSE), contrast("none", **OPEN))
    assert headline == (
        "interpatient: gan is worse than smote; does not differ for certain from none."
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
    assert verdict(best=None) == ("interpatient: no arm of this run uses a GAN.", [])
    headline, sentences = verdict()
    assert "nothing to hold gan against" in headline
    assert sentences == []


def test_the_best_gan_arm_is_that_of_the_folds():
    arms = ARMS | {"other": {"method": "gan", "model": "wgan"}}
    measures = pd.DataFrame({"arm": ["gan", "other"], "measure": "macro_f1", "mean": [0.6, 0.5]})
    best, reason = find_best_gan(measures, arms, {"gan": 0.4, "other": 0.5})
    assert best == "other"
    assert "on folds of interpatient's training patients" in reason
    best, reason = find_best_gan(measures, arms, {"other": 0.5})
    assert best == "gan"
    assert "which flatters it" in reason
    assert find_best_gan(measures, ARMS, {}) == ("gan", "")
    assert find_best_gan(measures, {"none": ARMS["none"]}, {}) == (None, "")


def test_examples():
    assert doctest.testmod(findings).failed == 0
