"""Differences between the arms of a split, with all that says how sure they are."""

import numpy as np
import pandas as pd

from evenbeat.measures import measure_all, name_measures
from evenbeat.statistics import compare_paired, find_interval, resample_records, resample_seeds


def contrast_arms(first, second, resampled, number, seed):
    """Compare two arms in every measure.

    Parameters
    ----------
    first, second : ndarray of float, shape (g, c, m)
        Measures of the arms' classifiers, paired.
    resampled : ndarray of float, shape (resamples, m)
        Differences of what `evenbeat.statistics.resample_records` made of the arms.
    number, seed : int
        Resamples over seeds, and their seed.

    Returns
    -------
    dict of str to ndarray of float, shape (m,)
        As `evenbeat.statistics.compare_paired` has it, of first less second; and the intervals of
        95% `over_seeds_low` to `over_seeds_high`, `over_records_low` to `over_records_high`.
    """
    tests = [compare_paired(first[..., i], second[..., i]) for i in range(first.shape[-1])]
    found = {name: np.array([test[name] for test in tests]) for name in tests[0]}
    over_seeds = resample_seeds(first - second, number, seed)
    return found | write_intervals(over_seeds, resampled)


def write_intervals(over_seeds, over_records):
    """Name the bounds of both intervals of resampled means.

    Parameters
    ----------
    over_seeds, over_records : ndarray of float, shape (resamples, m)
        Means of m arms or differences.

    Returns
    -------
    dict of str to ndarray of float, shape (m,)
        `over_seeds_low`, `over_seeds_high`, and of records likewise.
    """
    bounds = {}
    for name, resampled in (("over_seeds", over_seeds), ("over_records", over_records)):
        bounds[f"{name}_low"], bounds[f"{name}_high"] = find_interval(resampled)
    return bounds


def resample_parts(parts, comparison):
    """Resample the test records of each arm, the same ones of all.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
        Of a split, by arm.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to ndarray
        As `evenbeat.statistics.resample_records` makes them.
    """
    return {
        name: resample_records(
            part.confusion.reshape(-1, *part.confusion.shape[2:]),
            measure_all,
            comparison["resamples"],
            comparison["seed"],
        )
        for name, part in parts.items()
    }


def contrast_precision(pairs, parts, number, seed):
    """Compare pairs of arms in macro average precision, of which records have no share.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Arms.
    parts : dict of str to evenbeat.study_parts.Part
    number, seed : int
        Resamples over seeds, and their seed.

    Returns
    -------
    DataFrame
        As `contrast_pairs` makes it; the interval over records is NaN.
    """
    tables = []
    for first, second in pairs:
        precisions = [parts[arm].average_precisions()[..., None] for arm in (first, second)]
        found = contrast_arms(*precisions, np.full((1, 1), np.nan), number, seed)
        tables.append(_name_rows(first, second, ["macro_average_precision"], found))
    return _join_tables(tables)


def contrast_pairs(pairs, parts, resampled, number, seed):
    """Compare pairs of arms in every measure.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Arms.
    parts : dict of str to evenbeat.study_parts.Part
    resampled : dict of str to ndarray
        As `resample_parts` makes them.
    number, seed : int
        Resamples over seeds, and their seed.

    Returns
    -------
    DataFrame
        A row for each pair and measure: `first`, `second`, `measure`, and what `contrast_arms` has
        for it.
    """
    tables = []
    for first, second in pairs:
        measures = [parts[arm].measures() for arm in (first, second)]
        difference = resampled[first] - resampled[second]
        found = contrast_arms(*measures, difference, number, seed)
        tables.append(_name_rows(first, second, name_measures(parts[first].classes), found))
    return _join_tables(tables)


def _name_rows(first, second, measures, found):
    return pd.DataFrame({"first": first, "second": second, "measure": measures} | found)


def _join_tables(tables):
    empty = pd.DataFrame(columns=["first", "second", "measure"])
    return pd.concat(tables, ignore_index=True) if tables else empty
