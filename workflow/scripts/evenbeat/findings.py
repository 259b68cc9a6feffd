"""The verdict on a run's GANs, in sentences made from the numbers of the comparison."""

import numpy as np

from evenbeat.statistics import LEVEL, adjust_holm
from evenbeat.words import write_interval, write_number

# Methods of the arms with which a GAN arm is compared.
REFERENCES = ("smote", "none")
# The split without a patient in both training and test beats.
BETWEEN_PATIENTS = "interpatient"
EQUAL = 5e-4  # scores are written with three decimals


def mean_and_spread(mean, sd):
    """Write a mean, with its standard deviation if there is one.

    Parameters
    ----------
    mean : float
    sd : float
        NaN if there is none.

    Returns
    -------
    str

    Examples
    --------
    >>> mean_and_spread(0.5, 0.0123)
    '0.500 ± 0.012'
    >>> mean_and_spread(0.5, float("nan"))
    '0.500'
    """
    return f"{mean:.3f}" if np.isnan(sd) else f"{mean:.3f} ± {sd:.3f}"


def judge_difference(row, p):
    """Decide whether a difference is significantly above or below zero.

    Parameters
    ----------
    row : Series or dict
        A row of a table that `evenbeat.contrasts.contrast_pairs` returns.
    p : float
        p value of its t test, corrected for multiple tests; NaN for a single GAN.

    Returns
    -------
    int
        1 above, -1 below, 0 neither.
    """
    # With few GANs the bootstrap interval is too narrow, so the t test must agree.
    if not p < 1 - LEVEL or row["over_seeds_low"] <= 0 <= row["over_seeds_high"]:
        return 0
    return 1 if row["mean"] > 0 else -1


def find_best_gan(measures, arms, fold_scores):
    """Find the GAN arm for the verdict: the best one by fold scores, else by test scores.

    Parameters
    ----------
    measures : DataFrame
        `measures` of `evenbeat.study.compare_run`.
    arms : dict of str to evenbeat.arm.Arm
        The run's arms by name.
    fold_scores : dict of str to float
        Cross-validated macro-F1 of the arms that had a hyper-parameter search.

    Returns
    -------
    best : str or None
        None if no arm uses a GAN.
    rivals : list of str
        The arms from which test scores chose it; `best` alone if test scores did not choose it.
    reason : str
        The reason for the choice, as a sentence. Empty if there is no choice.
    """
    gans = [name for name, arm in arms.items() if arm.uses_gan]
    if len(gans) < 2:
        return (gans or [None])[0], gans, ""
    said = f"It is the best of {len(gans)} GAN arms"
    if all(name in fold_scores for name in gans):
        best = max(gans, key=fold_scores.get)
        return best, [best], f"{said} on folds of interpatient's training patients."
    macro = measures[measures["measure"] == "macro_f1"].set_index("arm")["mean"]
    reason = (
        f"{said} by these very test scores, which flatters it: p is corrected for the tests of all "
        "of them; differences and intervals are not."
    )
    return max(gans, key=macro.get), gans, reason


def state_verdict(split, choice, contrasts, arms, gan_seeds):
    """State whether the GAN helped on a split, by how much and with what significance.

    Parameters
    ----------
    split : str
    choice : tuple
        As `find_best_gan` returns it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.compare_run`, of the split.
    arms : dict of str to evenbeat.arm.Arm
        The run's arms by name.
    gan_seeds : int
        Number of GANs of each class and model.

    Returns
    -------
    headline : str
    sentences : list of str
        One for each arm with which the GAN arm is compared, and the reason for this GAN arm.
    """
    best, rivals, reason = choice
    if best is None:
        return f"{split}: no arm of this run uses a GAN.", []
    tested = _select_tests(contrasts, rivals, arms)
    if tested.empty:
        return f"{split}: there is nothing to hold {best} against, neither SMOTE nor no beats.", []
    # A single GAN leaves no test.
    tested = tested.assign(p=adjust_holm(tested["t"]))
    rows = tested[tested["first"] == best].to_dict("records")
    judged = [judge_difference(row, row["p"]) for row in rows]
    headline = f"{split}: {_sum_up(best, rows, judged)}"
    if 1 in judged and split == BETWEEN_PATIENTS:
        # Intervals do not allow for a choice by the same scores.
        sure = len(rivals) == 1 and all(row["over_records_low"] > 0 for row in rows)
        headline += " For other patients too." if sure else " For other patients it is not sure."
    if gan_seeds == 1:
        headline += " With one GAN of each class nothing is certain."
    return headline, [*map(_describe, rows), *([reason] if reason else [])]


def _select_tests(contrasts, rivals, arms):
    """Select the differences to test: those of all arms from which the best one was chosen."""
    wanted = [name for name, arm in arms.items() if arm.method in REFERENCES]
    return contrasts[
        (contrasts["measure"] == "macro_f1")
        & contrasts["first"].isin(rivals)
        & contrasts["second"].isin(wanted)
    ]


def _sum_up(best, rows, judged):
    names = {
        sign: " and ".join(
            row["second"] for row, one in zip(rows, judged, strict=True) if one == sign
        )
        for sign in (1, 0, -1)
    }
    said = {1: "is better than", -1: "is worse than", 0: "does not differ for certain from"}
    return (
        f"{best} " + "; ".join(f"{said[sign]} {names[sign]}" for sign in said if names[sign]) + "."
    )


def _describe(row):
    """Describe the difference between two arms, with its intervals and p value."""
    size = write_number(abs(row["mean"]))
    verdict = f"{'higher' if row['mean'] > 0 else 'lower'} by {size}"
    if abs(row["mean"]) < EQUAL:
        verdict = "equal to three decimals"
    p = row["p"]
    test = "one GAN, so no test" if np.isnan(p) else f"p {p:.2g}, t test over GANs after Holm"
    return (
        f"{row['first']} against {row['second']}: mean macro-F1 {verdict} (95% interval over seeds "
        f"{write_interval(row, 'over_seeds')}, over test records "
        f"{write_interval(row, 'over_records')}; {test})."
    )
