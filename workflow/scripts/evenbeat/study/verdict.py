"""The verdict: which gains count, by the rule registered before the study was scored."""

from evenbeat.evaluation.statistics import adjust_holm
from evenbeat.study.tables import BASELINE, select


def choose_best(folds, arms, kinds):
    """Choose the arm with the best macro-F1 on the folds of the training patients.

    Parameters
    ----------
    folds : DataFrame
        As `evenbeat.tuning.fold_table.tabulate_folds` returns it.
    arms : sequence of str
        The arms to choose from.
    kinds : sequence of str
        Kinds of classifier.

    Returns
    -------
    str
        The arm with the highest mean macro-F1 over these kinds.
    """
    chosen = folds[folds["chosen"] & folds["arm"].isin(arms) & folds["kind"].isin(kinds)]
    means = chosen.groupby(["arm", "kind"])["macro_f1"].mean().groupby("arm").mean()
    return means.idxmax()


def judge_gains(differences, beds, gain):
    """Judge each difference between two arms for each kind of classifier.

    Parameters
    ----------
    differences : DataFrame
        `differences` of `evenbeat.study.tables.tabulate_study`.
    beds : sequence of str
        The test beds on which a gain must occur.
    gain : dict
        `least`, the smallest gain in macro-F1 that matters, and `accuracy_loss`, the largest
        accepted loss of accuracy.

    Returns
    -------
    DataFrame
        One row per pair and kind: `first`, `second`, `kind` and `gain`. `gain` is True if, on each
        of these test beds, the mean difference in macro-F1 is at least `least`, its interval over
        seeds is above zero, and accuracy falls by at most `accuracy_loss`.
    """
    wide = differences[
        differences["bed"].isin(beds) & differences["measure"].isin(["macro_f1", "accuracy"])
    ].pivot_table(
        index=["first", "second", "kind", "bed"],
        columns="measure",
        values=["mean", "over_seeds_low"],
        sort=False,
    )
    reached = (
        (wide["mean", "macro_f1"] >= gain["least"])
        & (wide["over_seeds_low", "macro_f1"] > 0)
        & (wide["mean", "accuracy"] >= -gain["accuracy_loss"])
    )
    by_kind = reached.groupby(["first", "second", "kind"], sort=False).all()
    return by_kind.rename("gain").reset_index()


def count_gains(judged, kinds_needed):
    """Count the kinds of classifier with which an arm has a gain over another arm.

    Parameters
    ----------
    judged : DataFrame
        As `judge_gains` returns it.
    kinds_needed : int
        Smallest number of kinds with which a gain counts.

    Returns
    -------
    DataFrame
        One row per pair: `first`, `second`, `kinds`, the number of kinds with a gain, and
        `counts`, whether the gain counts.
    """
    kinds = judged.groupby(["first", "second"], sort=False)["gain"].sum()
    table = kinds.rename("kinds").reset_index()
    return table.assign(counts=table["kinds"] >= kinds_needed)


def correct_primary(differences, best, beds):
    """Correct the p values of the primary contrasts for multiple tests.

    Parameters
    ----------
    differences : DataFrame
        `differences` of `evenbeat.study.tables.tabulate_study`.
    best : str
        The arm whose differences in macro-F1 are the primary contrasts.
    beds : sequence of str
        The test beds of the primary contrasts.

    Returns
    -------
    DataFrame
        The primary contrasts, with `t_holm`, the Holm-adjusted p value of the t test.
    """
    primary = select(differences, first=best, measure="macro_f1")
    primary = primary[primary["bed"].isin(beds)]
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
        proportional to the square root of the number. Never less than `patients`.
    """
    half = (row["over_records_high"] - row["over_records_low"]) / 2
    return max(patients, round(patients * (half / least) ** 2))
