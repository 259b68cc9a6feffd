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


def state_verdict(identity, choice, contrasts, arms, gan_seeds):
    """State whether the GAN helped on a split, by how much and with what significance.

    Parameters
    ----------
    identity : (str, str)
        Split and kind of classifier.
    choice : tuple
        As `select_verdict_arm` returns it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split
        and kind.
    arms : dict of str to evenbeat.balancing.arm.Arm
        The run's arms by name.
    gan_seeds : int
        Number of GANs of each class and model.

    Returns
    -------
    headline : str
    sentences : list of str
        One for each arm with which the GAN arm is compared, and the reason for this GAN arm.
    better : dict of str to bool
        For each arm with which it is compared, whether the GAN arm is better for certain.
    """
    (split, kind), (best, rivals, reason) = identity, choice
    subject = f"{split}, {kind}"
    if best is None:
        return f"{subject}: no arm of this run uses a GAN.", [], {}
    tested = _select_tests(contrasts, rivals, arms)
    if tested.empty:
        nothing = f"there is nothing to hold {best} against, neither SMOTE nor no beats."
        return f"{subject}: {nothing}", [], {}
    # A single GAN leaves no test.
    tested = tested.assign(p=adjust_holm(tested["t"]))
    rows = tested[tested["first"] == best].to_dict("records")
    judged = [significant_sign(row, row["p"]) for row in rows]
    headline = f"{subject}: {_sum_up(best, rows, judged)}"
    if 1 in judged and split == BETWEEN_PATIENTS:
        # Intervals do not allow for a choice by the same scores.
        sure = len(rivals) == 1 and all(row["over_records_low"] > 0 for row in rows)
        headline += " For other patients too." if sure else " For other patients it is not sure."
    if gan_seeds == 1:
        headline += " With one GAN of each class nothing is certain."
    own = contrasts[(contrasts["measure"] == "accuracy") & (contrasts["first"] == best)]
    accuracy = own.set_index("second").to_dict("index")
    sentences = [_describe(row, accuracy[row["second"]]) for row in rows]
    better = {row["second"]: one == 1 for row, one in zip(rows, judged, strict=True)}
    return headline, [*sentences, *([reason] if reason else [])], better


def state_agreement(split, better):
    """State whether a gain of the GAN is there with every kind of classifier.

    Parameters
    ----------
    split : str
    better : dict of str to dict of str to bool
        By kind, as `state_verdict` returns it. Committees of kinds are left out, as they are no
        evidence of their own.

    Returns
    -------
    list of str
        A sentence; none if no GAN arm was compared.
    """
    references = list(dict.fromkeys(name for found in better.values() for name in found))
    if not references:
        return []
    if len(better) == 1:
        (kind,) = better
        return [
            f"{split}: {kind} is the only kind of classifier here. A gain is called one only if it "
            "holds with more than one kind."
        ]
    found = "; ".join(_name_kinds(name, better) for name in references)
    return [f"{split}, all kinds of classifier: {found}."]


def _name_kinds(reference, better):
    """Name the kinds with which the GAN is better than another arm."""
    gained = [kind for kind, found in better.items() if found.get(reference)]
    missed = [kind for kind in better if kind not in gained]
    if not gained:
        return f"no gain over {reference} with any kind"
    if len(gained) == 1:
        return f"better than {reference} with {gained[0]} alone, which is not called a gain"
    said = f"a gain over {reference} with {' and '.join(gained)}"
    return f"{said}, not with {' and '.join(missed)}" if missed else f"{said}: with every kind"


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


def _describe_change(row):
    if abs(row["mean"]) < EQUAL:
        return "equal to three decimals"
    return f"{'higher' if row['mean'] > 0 else 'lower'} by {write_number(abs(row['mean']))}"


def _describe(row, accuracy):
    """Describe the difference between two arms, with its intervals and p value."""
    p = row["p"]
    test = "one GAN, so no test" if np.isnan(p) else f"p {p:.2g}, t test over GANs after Holm"
    return (
        f"{row['first']} against {row['second']}: mean macro-F1 {_describe_change(row)} (95% "
        f"interval over seeds {write_interval(row, 'over_seeds')}, over test records "
        f"{write_interval(row, 'over_records')}; {test}); accuracy {_describe_change(accuracy)} "
        f"(over seeds {write_interval(accuracy, 'over_seeds')}, over test records "
        f"{write_interval(accuracy, 'over_records')})."
    )
