"""The verdict: which gains and losses count, by the rule in config/study.yaml."""

import pandas as pd

from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.study.tables import BASELINE, select


def mean_on_folds(folds, kinds):
    """Compute the macro-F1 of each arm on the folds of the training patients.

    Parameters
    ----------
    folds : DataFrame
        As `evenbeat.tuning.fold_table.tabulate_folds` returns it.
    kinds : sequence of str
        Kinds of classifier.

    Returns
    -------
    Series
        For each arm, macro-F1 of the chosen settings, as a mean over these kinds.
    """
    chosen = folds[folds["chosen"] & folds["kind"].isin(kinds)]
    return chosen.groupby(["arm", "kind"])["macro_f1"].mean().groupby("arm").mean()


def choose_best(folds, arms, kinds):
    """Choose the arm with the best macro-F1 on the folds of the training patients.

    Parameters
    ----------
    folds : DataFrame
        As for `mean_on_folds`.
    arms : sequence of str
        The arms to choose from.
    kinds : sequence of str
        Kinds of classifier.

    Returns
    -------
    str
    """
    return mean_on_folds(folds, kinds)[list(arms)].idxmax()


def judge_changes(differences, beds, gain):
    """Judge each difference between two arms for each kind of classifier.

    Parameters
    ----------
    differences : DataFrame
        `differences` of `evenbeat.study.tables.tabulate_study`.
    beds : sequence of str
        The test beds on which a gain or a loss must occur.
    gain : dict
        `least`, the smallest change in macro-F1 that matters, and `accuracy_loss`, the largest
        accepted loss of accuracy.

    Returns
    -------
    DataFrame
        One row per pair and kind: `first`, `second`, `kind`, `gain` and `loss`. `gain` is True if,
        on each of these test beds, the mean difference in macro-F1 is at least `least`, its t
        interval over seeds is above zero, and accuracy falls by at most `accuracy_loss`. `loss` is
        True if, on each of them, the mean difference is at most -`least`, and its interval is below
        zero.
    """
    here = differences[differences["bed"].isin(beds)]
    keys = ["first", "second", "kind", "bed"]
    macro, accuracy = (
        select(here, measure=measure).set_index(keys) for measure in ("macro_f1", "accuracy")
    )
    table = pd.DataFrame(
        {
            "gain": (macro["mean"] >= gain["least"])
            & (macro["over_gans_low"] > 0)
            & (accuracy["mean"] >= -gain["accuracy_loss"]),
            "loss": (macro["mean"] <= -gain["least"]) & (macro["over_gans_high"] < 0),
        }
    )
    return table.groupby(["first", "second", "kind"], sort=False).all().reset_index()


def count_changes(judged, groups):
    """Decide which gains and losses count.

    Parameters
    ----------
    judged : DataFrame
        As `judge_changes` returns it.
    groups : sequence of sequence of str
        Groups of kinds of classifier. A gain or loss counts if it occurs with a kind of each group.

    Returns
    -------
    DataFrame
        One row per pair: `first`; `second`; `gain` and `loss`, whether there is one that counts;
        `gain_with` and `loss_with`, the kinds with which it occurs, separated by commas.
    """
    rows = []
    for (first, second), own in judged.groupby(["first", "second"], sort=False):
        kinds = {change: own.loc[own[change], "kind"] for change in ("gain", "loss")}
        counts = {
            change: all(found.isin(group).any() for group in groups)
            for change, found in kinds.items()
        }
        named = {f"{change}_with": ", ".join(found) for change, found in kinds.items()}
        rows.append({"first": first, "second": second} | counts | named)
    return pd.DataFrame(rows)


def correct_primary(differences, best, beds, kinds):
    """Correct the p values of the primary contrasts for multiple tests.

    Parameters
    ----------
    differences : DataFrame
        `differences` of `evenbeat.study.tables.tabulate_study`.
    best : str
        The arm whose differences in macro-F1 are the primary contrasts.
    beds, kinds : sequence of str
        The test beds and kinds of classifier of the primary contrasts.

    Returns
    -------
    DataFrame
        The primary contrasts, with `t_holm`, the Holm-adjusted p value of the t test.
    """
    primary = select(differences, first=best, measure="macro_f1")
    primary = primary[primary["bed"].isin(beds) & primary["kind"].isin(kinds)]
    return primary.assign(t_holm=adjust_holm(primary["t"]))


def compare_strength(tables, arms):
    """Tabulate the gain of arms with the score of the classifier without added beats.

    Parameters
    ----------
    tables : dict of str to DataFrame
        `scores` and `differences` of `evenbeat.study.tables.tabulate_study`.
    arms : sequence of str

    Returns
    -------
    DataFrame
        One row per test bed, kind and arm: `score`, the macro-F1 of the baseline; `gain`, the arm's
        macro-F1 minus `score`; and its interval, `over_records_low` and `over_records_high`.
    """
    scores = select(tables["scores"], arm=BASELINE, measure="macro_f1")
    gains = select(tables["differences"], second=BASELINE, measure="macro_f1")
    gains = gains[gains["first"].isin(arms)].rename(columns={"first": "arm", "mean": "gain"})
    bounds = ["over_records_low", "over_records_high"]
    table = (
        scores[["bed", "kind", "mean"]]
        .rename(columns={"mean": "score"})
        .merge(gains[["bed", "kind", "arm", "gain", *bounds]], on=["bed", "kind"])
    )
    return table.sort_values(["bed", "score", "arm"], ignore_index=True)


def count_patients(row, patients, least):
    """Estimate the number of test patients for an interval of `least` on either side of the mean.

    Parameters
    ----------
    row : Series or dict
        A difference with its interval over records.
    patients : int
        Number of test patients, one for each record.
    least : float
        The smallest gain that matters.

    Returns
    -------
    int
        The number with which half the width of the interval is `least`, if the width is inversely
        proportional to the square root of the number.
    """
    half = (row["over_records_high"] - row["over_records_low"]) / 2
    return round(patients * (half / least) ** 2)
