"""The worth of added beats: how many more patients give the same score without added beats."""

import numpy as np
import pandas as pd

# Columns that name a row of the scores.
POINT = ["kind", "test_bed", "arm", "patients"]
MEASURES = ("macro_f1", "f1_S")


def value_arms(scores, baseline, resamples, seed):
    """Compute how many more patients without synthetic beats would give the score of each arm.

    Parameters
    ----------
    scores : DataFrame
        As `evenbeat.evaluation.learning_curve.score_draws` returns it.
    baseline : str
        The arm without added beats.
    resamples : int
        Number of resamples of the draws of patients, for the interval.
    seed : int

    Returns
    -------
    DataFrame
        One row per kind, test bed, other arm, number of patients and measure: `draws`; `gain`, the
        difference from the baseline's mean; `worth`, in patients, and `low` and `high`, the 2.5%
        and 97.5% quantiles over resampled draws. The worth is 0 where the arm is not better, and
        infinite where the baseline never reaches the arm's score. A number of patients that is not
        in every draw, such as all patients, has no row; its mean is the end of the baseline's
        curve.
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
    """Compute the worth of an arm; row 0 of `means` is of all draws, the others are resamples."""
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
    change = f"{abs(best['gain']):.3f} {'lower' if best['gain'] < 0 else 'higher'}"
    return (
        f"{place}: of the arms that add beats, {best['arm']} has the highest macro-F1, {change} "
        f"than without added beats. Its beats are worth {number} (95% bootstrap interval over "
        f"{best['draws']} draws of patients: {low} to {high})."
    )
