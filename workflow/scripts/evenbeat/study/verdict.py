"""The verdict: which gains count, by the rule that was registered before anything was scored."""

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
        The arm with the highest mean over these kinds.
    """
    chosen = folds[folds["chosen"] & folds["arm"].isin(arms) & folds["kind"].isin(kinds)]
    means = chosen.groupby(["arm", "kind"])["macro_f1"].mean().groupby("arm").mean()
    return means.idxmax()


def judge_gains(differences, beds, gain):
    """Judge each difference between two arms, kind by kind.

    Parameters
    ----------
    differences : DataFrame
        Of `evenbeat.study.tables.tabulate_study`.
    beds : sequence of str
        The test beds on which a gain must be there.
    gain : dict
        `least`, the smallest gain in macro-F1 that matters, and `accuracy_loss`, the largest loss
        of accuracy that is accepted.

    Returns
    -------
    DataFrame
        One row per pair and kind: `first`, `second`, `kind`, and `gain`, whether on each of these
        beds the mean difference in macro-F1 is large enough, its interval over seeds is above zero,
        and accuracy does not fall too far.
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
    """Count the kinds of classifier with which an arm gains on another.

    Parameters
    ----------
    judged : DataFrame
        As `judge_gains` returns it.
    kinds_needed : int
        Number of kinds with which a gain counts.

    Returns
    -------
    DataFrame
        One row per pair: `first`, `second`, the number of `kinds` with a gain, and whether it
        `counts`.
    """
    kinds = judged.groupby(["first", "second"], sort=False)["gain"].sum()
    table = kinds.rename("kinds").reset_index()
    return table.assign(counts=table["kinds"] >= kinds_needed)


def correct_primary(differences, best, beds):
    """Correct the p values of the primary contrasts for their number.

    Parameters
    ----------
    differences : DataFrame
        Of `evenbeat.study.tables.tabulate_study`.
    best : str
        The arm whose differences in macro-F1 are primary.
    beds : sequence of str
        The test beds of the primary contrasts.

    Returns
    -------
    DataFrame
        The primary contrasts, with `t_holm`, the p value of the t test after Holm.
    """
    primary = select(differences, first=best, measure="macro_f1")
    primary = primary[primary["bed"].isin(beds)]
    return primary.assign(t_holm=adjust_holm(primary["t"]))


def compare_strength(tables, arms):
    """Set the gain of arms beside the score of the classifier without them.

    Parameters
    ----------
    tables : dict of str to DataFrame
        `scores` and `differences` of `evenbeat.study.tables.tabulate_study`.
    arms : sequence of str

    Returns
    -------
    DataFrame
        One row per test bed, kind and arm: `score`, the macro-F1 of the baseline; `gain`, the
        difference of the arm from it; and its interval, `over_records_low` and `over_records_high`.
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
    """Estimate how many test patients would tell a gain from none.

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
        So many that the interval would reach no further than `least` to either side of the mean,
        if its width falls with the square root of their number.
    """
    half = (row["over_records_high"] - row["over_records_low"]) / 2
    return max(patients, round(patients * (half / least) ** 2))
