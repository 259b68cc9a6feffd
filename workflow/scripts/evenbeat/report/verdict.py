"""The verdict on a run's GANs, in sentences made from the numbers of the comparison."""

import numpy as np

from evenbeat.evaluation.decision import BETWEEN_PATIENTS, significant_sign
from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.report.formatting import write_interval, write_number

# Methods of the arms with which a GAN arm is compared.
REFERENCES = ("smote", "none")
EQUAL = 5e-4  # scores are written with three decimals


def select_verdict_arm(measures, arms, fold_scores):
    """Find the GAN arm for the verdict: the best one by fold scores, else by test scores.

    Parameters
    ----------
    measures : DataFrame
        `measures` of `evenbeat.evaluation.compare_run.compare_run`.
    arms : dict of str to evenbeat.balancing.arm.Arm
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
        As `select_verdict_arm` returns it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    arms : dict of str to evenbeat.balancing.arm.Arm
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
    judged = [significant_sign(row, row["p"]) for row in rows]
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
