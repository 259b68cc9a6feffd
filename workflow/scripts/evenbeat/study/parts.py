"""The parts of the study: a table for each arm, kind of classifier and test bed."""

import pandas as pd

from evenbeat.evaluation.results import read_parts
from evenbeat.io.csv_tables import read_table


def read_study(folder, classes, kinds, arms, min_test_beats):
    """Read the parts of the study.

    Parameters
    ----------
    folder : str or Path
        Has <kind>/<split>_<arm>.csv for each kind, split and arm.
    classes : dict of str to list of str
        The classes of each test bed, by split.
    kinds, arms : sequence of str
        Kinds of classifier, and arms.
    min_test_beats : int
        Smallest number of test beats with which a class counts in macro-F1.

    Returns
    -------
    dict of (str, str) to dict of str to evenbeat.evaluation.results.Part
        By split and kind, then by arm.

    Raises
    ------
    InputError
        If a table is damaged.
    """
    return {
        (split, kind): read_parts(
            {arm: f"{folder}/{kind}/{split}_{arm}.csv" for arm in arms}, own, min_test_beats
        )
        for split, own in classes.items()
        for kind in kinds
    }


def read_scores(folder, kinds, splits, arms):
    """Read the scores of all classifiers of the study.

    Parameters
    ----------
    folder : str or Path
        Has scores/<kind>/<split>_<arm>.csv for each kind, split and arm.
    kinds, splits, arms : sequence of str

    Returns
    -------
    DataFrame
        As `evenbeat.evaluation.metric_tables.tabulate_metrics` returns it.

    Raises
    ------
    InputError
        If a table is damaged.
    """
    return pd.concat(
        read_table(f"{folder}/scores/{kind}/{split}_{arm}.csv")
        for kind in kinds
        for split in splits
        for arm in arms
    )
