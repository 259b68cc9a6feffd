"""Differences between the arms of a split, with tests and confidence intervals."""

import numpy as np
import pandas as pd

from evenbeat.evaluation.confusion import name_measures
from evenbeat.evaluation.statistics import (
    compare_paired,
    find_interval,
    resample_records,
    resample_seeds,
)


def contrast_arms(first, second, resampled, number, seed):
    """Compare two arms in every measure.

    Parameters
    ----------
    first, second : ndarray of float, shape (g, c, m)
        m measures of the arms' classifiers by GAN seed and classifier seed, paired.
    resampled : ndarray of float, shape (resamples, m)
        Difference between the results of `evenbeat.evaluation.statistics.resample_records` for the
        two arms.
    number : int
        Number of resamples over seeds.
    seed : int
        Random seed of these resamples.

    Returns
    -------
    dict of str to ndarray of float, shape (m,)
        The values of `evenbeat.evaluation.statistics.compare_paired` for the differences first
        minus second; and the bounds of their 95% intervals, as `write_intervals` names them.
    """
    tests = [compare_paired(first[..., i], second[..., i]) for i in range(first.shape[-1])]
    found = {name: np.array([test[name] for test in tests]) for name in tests[0]}
    over_seeds = resample_seeds(first - second, number, seed)
    return found | write_intervals(over_seeds, resampled)


def write_intervals(over_seeds, over_records):
    """Compute the 95% intervals over seeds and over records, with the names of their bounds.

    Parameters
    ----------
    over_seeds, over_records : ndarray of float, shape (resamples, m)
        Resampled means of m measures, or of their differences.

    Returns
    -------
    dict of str to ndarray of float, shape (m,)
        `over_seeds_low`, `over_seeds_high`, `over_records_low`, `over_records_high`.
    """
    bounds = {}
    for name, resampled in (("over_seeds", over_seeds), ("over_records", over_records)):
        bounds[f"{name}_low"], bounds[f"{name}_high"] = find_interval(resampled)
    return bounds


def resample_parts(parts, comparison):
    """Resample the test records of each arm, the same records for all arms.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to ndarray of float, shape (resamples, m)
        Resampled measures by arm, as `evenbeat.evaluation.statistics.resample_records` returns
        them.
    """
    return {
        name: resample_records(
            part.confusion.reshape(-1, *part.confusion.shape[2:]),
            part.measure,
            comparison["resamples"],
            comparison["seed"],
        )
        for name, part in parts.items()
    }


def contrast_pairs(pairs, parts, resampled, number, seed):
    """Compare pairs of arms in every measure.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Names of the two arms.
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.
    resampled : dict of str to ndarray of float, shape (resamples, m)
        As `resample_parts` returns them.
    number : int
        Number of resamples over seeds.
    seed : int
        Random seed of these resamples.

    Returns
    -------
    DataFrame
        One row per pair and measure: `first`, `second`, `measure`, and the values of
        `contrast_arms`.
    """
    tables = []
    for first, second in pairs:
        measures = [parts[arm].measures() for arm in (first, second)]
        difference = resampled[first] - resampled[second]
        found = contrast_arms(*measures, difference, number, seed)
        names = {"first": first, "second": second, "measure": name_measures(parts[first].classes)}
        tables.append(pd.DataFrame(names | found))
    empty = pd.DataFrame(columns=["first", "second", "measure"])
    return pd.concat(tables, ignore_index=True) if tables else empty
