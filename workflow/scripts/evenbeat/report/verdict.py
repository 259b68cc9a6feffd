"""Whether synthetic beats helped a kind of classifier on a split, from the run's comparison."""

from dataclasses import dataclass

import numpy as np

from evenbeat.evaluation.decision import significant_sign
from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.report.formatting import write_interval, write_number, write_p

# Methods of the arms with which a GAN arm is compared, the most important first.
REFERENCES = ("none", "smote")
EQUAL = 5e-4  # scores are written with three decimals


@dataclass(frozen=True)
class Difference:
    """The difference between the GAN arm and a reference arm on one split, with one kind.

    Attributes
    ----------
    second : str
        The reference arm.
    macro, accuracy : dict
        `mean` and the bounds of the 95% intervals, `over_seeds_low`, `over_records_low` and so on.
    p : float
        p value of macro-F1, corrected for the number of tests; NaN if there is one GAN only.
    sign : int
        1 if macro-F1 is significantly higher, -1 if it is significantly lower, else 0.
    """

    second: str
    macro: dict
    accuracy: dict
    p: float
    sign: int


@dataclass(frozen=True)
class KindVerdict:
    """What one kind of classifier says of synthetic beats on a split.

    Attributes
    ----------
    kind : str
    arm : str or None
        The GAN arm; None if the run has none.
    chosen_by_test : bool
        Whether test scores chose that arm among several.
    against_nothing : bool
        Whether the first reference arm adds nothing.
    reason : str
        Why that arm; empty if there was no choice.
    differences : list of Difference
        Between that arm and each reference arm of the run.
    """

    kind: str
    arm: str | None
    chosen_by_test: bool
    against_nothing: bool
    reason: str
    differences: list

    @property
    def gained(self):
        """Whether the arm is significantly better than every reference arm."""
        return bool(self.differences) and all(one.sign == 1 for one in self.differences)

    @property
    def lost(self):
        """Whether the arm is significantly worse than the arm that adds nothing."""
        return self.against_nothing and self.differences[0].sign == -1


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
        return best, [best], f"{said} on folds of the training patients of interpatient."
    macro = measures[measures["measure"] == "macro_f1"].set_index("arm")["mean"]
    reason = (
        f"{said} by these test scores, which makes it look better than it is. The p values are "
        "corrected for this choice; differences and intervals are not."
    )
    return max(gans, key=macro.get), gans, reason


def judge_kind(kind, choice, contrasts, arms):
    """Judge whether the best GAN arm is better than the reference arms.

    Parameters
    ----------
    kind : str
        Kind of classifier.
    choice : tuple
        As `select_verdict_arm` returns it.
    contrasts : DataFrame
        `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split and kind.
    arms : dict of str to evenbeat.balancing.arm.Arm
        The run's arms by name.

    Returns
    -------
    KindVerdict
    """
    best, rivals, reason = choice
    tested = _select_tests(contrasts, rivals, arms)
    # Adjusted over the arms that the best one was chosen from.
    tested = tested.assign(p=adjust_holm(tested["t"])) if len(tested) else tested
    own = contrasts[(contrasts["measure"] == "accuracy") & (contrasts["first"] == best)]
    accuracy = own.set_index("second").to_dict("index")
    rows = tested[tested["first"] == best].to_dict("records")
    rows.sort(key=lambda row: REFERENCES.index(arms[row["second"]].method))
    differences = [
        Difference(
            second=row["second"],
            macro=row,
            accuracy=accuracy[row["second"]],
            p=row["p"],
            sign=significant_sign(row, row["p"]),
        )
        for row in rows
    ]
    against_nothing = bool(rows) and arms[rows[0]["second"]].method == "none"
    return KindVerdict(kind, best, len(rivals) > 1, against_nothing, reason, differences)


def _select_tests(contrasts, rivals, arms):
    """Select the differences to test: those of all arms from which the best one was chosen."""
    references = [name for name, arm in arms.items() if arm.method in REFERENCES]
    return contrasts[
        (contrasts["measure"] == "macro_f1")
        & contrasts["first"].isin(rivals)
        & contrasts["second"].isin(references)
    ]


def describe_kind(verdict):
    """Describe a verdict in sentences.

    Parameters
    ----------
    verdict : KindVerdict

    Returns
    -------
    list of str
        One for each reference arm, and the reason for the GAN arm.
    """
    sentences = [_describe(verdict.arm, one) for one in verdict.differences]
    return [*sentences, *([verdict.reason] if verdict.reason else [])]


def _describe(arm, difference):
    test = write_p(difference.p)
    if not np.isnan(difference.p):
        test += ", t test over GANs, Holm"
    macro, accuracy = map(_describe_change, (difference.macro, difference.accuracy))
    return f"{arm} against {difference.second}: macro-F1 {macro}; {test}. Accuracy {accuracy}."


def _describe_change(row):
    intervals = (
        f"(95% CI over seeds {write_interval(row, 'over_seeds')}, over test records "
        f"{write_interval(row, 'over_records')})"
    )
    if abs(row["mean"]) < EQUAL:
        return f"did not change to three decimals {intervals}"
    verb = "is higher" if row["mean"] > 0 else "is lower"
    return f"{verb} by {write_number(abs(row['mean']))} {intervals}"
