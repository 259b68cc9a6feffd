"""The tables of the study: scores of all arms, and differences between them."""

import pandas as pd

from evenbeat.evaluation.compare_run import score_arms
from evenbeat.evaluation.contrasts import contrast_pairs, resample_parts
from evenbeat.evaluation.leave_out import tabulate_found, tabulate_without

BASELINE = "none"


def list_pairs(arms, generative, references):
    """List the pairs of arms to compare.

    Each generative arm is compared with all references, each other arm with the baseline.

    Parameters
    ----------
    arms, generative : sequence of str
        All arms, and the arms that add generated beats.
    references : sequence of str
        The arms with which each generative arm is compared.

    Returns
    -------
    list of (str, str)

    Examples
    --------
    >>> list_pairs(["none", "smote", "flow"], ["flow"], ["none", "smote"])
    [('smote', 'none'), ('flow', 'none'), ('flow', 'smote')]
    """
    return [
        (arm, other)
        for arm in arms
        for other in (references if arm in generative else [BASELINE])
        if arm != other and other in arms
    ]


def tabulate_study(parts, generative, references, comparison):
    """Tabulate scores and differences for each test bed and kind of classifier.

    Parameters
    ----------
    parts : dict of (str, str) to dict of str to evenbeat.evaluation.results.Part
        As `evenbeat.study.parts.read_study` returns them.
    generative, references : sequence of str
        As for `list_pairs`.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to DataFrame
        `scores` of `evenbeat.evaluation.compare_run.score_arms`; `differences` of
        `evenbeat.evaluation.contrasts.contrast_pairs`; `without` and `records` of
        `evenbeat.evaluation.leave_out.tabulate_without` and `tabulate_found`. Each table begins
        with the columns `bed`, the split, and `kind`.
    """
    tables = {"scores": [], "differences": [], "without": [], "records": []}
    for place, arms in parts.items():
        resampled = resample_parts(arms, comparison)
        pairs = list_pairs(arms, generative, references)
        numbers = comparison["resamples"], comparison["seed"]
        made = {
            "scores": score_arms(arms, resampled, comparison),
            "differences": contrast_pairs(pairs, arms, resampled, *numbers),
            "without": tabulate_without(arms, comparison["leave_out"]),
            "records": tabulate_found(arms),
        }
        for name, table in made.items():
            for column, value in zip(("kind", "bed"), reversed(place), strict=True):
                table.insert(0, column, value)
            tables[name].append(table)
    return {name: pd.concat(made, ignore_index=True) for name, made in tables.items()}


def select(table, **values):
    """Select rows of a table.

    Parameters
    ----------
    table : DataFrame
    **values : object
        Values by column.

    Returns
    -------
    DataFrame
        The rows that have all these values.
    """
    for column, value in values.items():
        table = table[table[column] == value]
    return table
