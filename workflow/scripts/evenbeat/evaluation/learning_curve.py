"""Scores against the number of training patients, and what added beats are worth in patients."""

from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.evaluation.per_record import read_confusions

# Columns that name a row of the scores.
POINT = ["kind", "test_bed", "arm", "patients"]
MEASURES = ("macro_f1", "f1_S")


def identify_parts(paths, draws):
    """Find kind, arm, number of patients and draw of tables of confusion matrices.

    Parameters
    ----------
    paths : sequence of str
        <kind>/<split>_<arm>.csv, in any folder.
    draws : dict of str to (int, int)
        Number of patients and number of the draw, by split.

    Returns
    -------
    dict of (str, str, int, int) to str
        As `score_draws` takes them.

    Examples
    --------
    >>> identify_parts(["lda/patients4_draw0_smote.csv"], {"patients4_draw0": (4, 0)})
    {('lda', 'smote', 4, 0): 'lda/patients4_draw0_smote.csv'}
    """
    parts = {}
    for path in map(Path, paths):
        split = next(name for name in draws if path.name.startswith(f"{name}_"))
        arm = path.stem.removeprefix(f"{split}_")
        parts[path.parent.name, arm, *draws[split]] = str(path)
    return parts


def score_draws(paths, classes):
    """Compute F1 scores of each draw of patients on each database.

    Parameters
    ----------
    paths : dict of (str, str, int, int) to str
        Tables of `evenbeat.evaluation.per_record.count_confusions` by kind, arm, number of patients
        and draw. Names of records are <database>/<record>.
    classes : sequence of str
        With S.

    Returns
    -------
    DataFrame
        One row per path and database: `kind`, `test_bed` (the database), `arm`, `patients`, `draw`,
        `macro_f1` and `f1_S`, means over the classifiers.

    Raises
    ------
    InputError
        If a table is not as expected.
    """
    rows = []
    for (kind, arm, patients, draw), path in paths.items():
        confusion, records = read_confusions(path, classes)
        database = np.array([record.partition("/")[0] for record in records])
        for bed in np.unique(database):
            f1 = _score(confusion[:, :, database == bed].sum(axis=2))
            scores = {"macro_f1": f1.mean(), "f1_S": f1[..., list(classes).index("S")].mean()}
            rows.append(dict(zip(POINT, (kind, bed, arm, patients), strict=True)))
            rows[-1] |= {"draw": draw} | scores
    return pd.DataFrame(rows).sort_values([*POINT, "draw"], ignore_index=True)


def _score(confusion):
    """Compute F1 of each class from confusion matrices, (..., k, k)."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    total = confusion.sum(axis=-1) + confusion.sum(axis=-2)
    return 2 * hits / np.maximum(total, 1)


def summarise_draws(scores):
    """Average scores over the draws.

    Parameters
    ----------
    scores : DataFrame
        As `score_draws` returns it.

    Returns
    -------
    DataFrame
        One row per kind, test bed, arm and number of patients: `draws`, and `<measure>_mean` and
        `<measure>_sd` over them.
    """
    groups = scores.groupby(POINT)
    columns = {"draws": groups.size()}
    for measure in MEASURES:
        columns[f"{measure}_mean"] = groups[measure].mean()
        columns[f"{measure}_sd"] = groups[measure].std()
    return pd.DataFrame(columns).reset_index()


def value_arms(scores, baseline, resamples, seed):
    """Compute how many more patients without synthetic beats would give the score of each arm.

    Parameters
    ----------
    scores : DataFrame
        As `score_draws` returns it.
    baseline : str
        The arm without added beats.
    resamples : int
        Of the draws of patients, for the interval.
    seed : int

    Returns
    -------
    DataFrame
        One row per kind, test bed, other arm, number of patients and measure: `draws`; `gain`, the
        difference from the baseline's mean; `worth`, in patients, and `low` and `high`, the 2.5%
        and 97.5% quantiles over resampled draws. 0 where the arm is not better, infinite where the
        baseline never reaches the arm's score. A number of patients that was not drawn in each
        draw, such as all of them, has no row; its mean is the end of the baseline's curve.
    """
    rng, rows = np.random.default_rng(seed), []
    for (kind, bed), own in scores.groupby(["kind", "test_bed"]):
        for measure in MEASURES:
            table = own.pivot_table(index="draw", columns=["arm", "patients"], values=measure)
            in_each_draw = table.columns[table.notna().all()]
            table = table.fillna(table.mean())
            drawn = rng.integers(len(table), size=(resamples, len(table)))
            means = np.vstack([table.mean(), table.to_numpy()[drawn].mean(axis=1)])
            means = pd.DataFrame(means, columns=table.columns)
            for arm, patients in in_each_draw:
                if arm != baseline:
                    keys = dict(zip(POINT, (kind, bed, arm, patients), strict=True))
                    keys |= {"measure": measure, "draws": len(table)}
                    rows.append(keys | _value(means, baseline, arm, patients))
    return pd.DataFrame(rows)


def _value(means, baseline, arm, patients):
    """Value an arm; the first row of `means` is of all draws, the others are of resampled ones."""
    curves, numbers = means[baseline].to_numpy(), means[baseline].columns.to_numpy()
    aims = means[arm, patients].to_numpy()
    worth = np.array(
        [
            find_number(numbers, curve, aim, patients)
            for curve, aim in zip(curves, aims, strict=True)
        ]
    )
    low, high = np.quantile(worth[1:], [0.025, 0.975], method="inverted_cdf")
    gain = aims[0] - means[baseline, patients][0]
    return {"gain": gain, "worth": worth[0], "low": low, "high": high}


def find_number(numbers, curve, aim, start):
    """Find how many more patients a curve needs to reach a score.

    Parameters
    ----------
    numbers : ndarray of int, shape (n,)
        Numbers of patients, ascending.
    curve : ndarray of float, shape (n,)
        Scores; between them, the curve is linear in the logarithm of the number.
    aim : float
        The score to reach.
    start : int
        One of `numbers`, from which patients are counted.

    Returns
    -------
    float
        0 if the score at `start` is not below `aim`; infinite if no later score reaches it.

    Examples
    --------
    >>> import numpy as np
    >>> find_number(np.array([4, 16]), np.array([0.4, 0.6]), 0.5, 4)
    4.0
    """
    from_start = numbers >= start
    numbers, curve = numbers[from_start], curve[from_start]
    above = np.flatnonzero(curve >= aim)
    if not above.size:
        return float("inf")
    last = above[0]
    if last == 0:
        return 0.0
    share = (aim - curve[last - 1]) / (curve[last] - curve[last - 1])
    logarithm = np.log2(numbers[last - 1 : last + 1])
    return float(round(2 ** (logarithm[0] + share * np.diff(logarithm)[0]) - start, 6))


def describe_worth(worth):
    """Say how many patients the best arm's added beats are worth.

    Parameters
    ----------
    worth : DataFrame
        As `value_arms` returns it.

    Returns
    -------
    list of str
        A sentence for each kind of classifier and test bed, for the number of training patients
        before the last: after the last, the baseline's curve may have no more points.
    """
    patients = sorted(worth["patients"].unique())[-2:][0]
    own = worth[(worth["patients"] == patients) & (worth["measure"] == "macro_f1")]
    return [
        _describe_best(of_place.loc[of_place["gain"].idxmax()])
        for _, of_place in own.groupby(["kind", "test_bed"], sort=False)
    ]


def _describe_best(best):
    low, high = (
        "more than were drawn" if np.isinf(number) else f"{number:.0f}"
        for number in (best["low"], best["high"])
    )
    number = "more patients than were drawn"
    if np.isfinite(best["worth"]):
        number = f"{best['worth']:.0f} more patients"
    place = f"{best['kind']} on {best['test_bed']}, {best['patients']} training patients"
    return (
        f"{place}: {best['arm']} scores highest of the arms that add beats, {best['gain']:+.3f} in "
        f"macro-F1. That equals {number} (95% bootstrap interval over {best['draws']} draws of "
        f"patients: {low} to {high})."
    )
