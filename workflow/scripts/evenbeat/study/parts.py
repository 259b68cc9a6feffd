"""The parts of the study: a table for each arm, kind of classifier and test bed."""

import numpy as np
import pandas as pd

from evenbeat.evaluation.results import read_parts
from evenbeat.io.csv_tables import read_table
from evenbeat.runtime.errors import InputError


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


def check_parts(parts, seeds):
    """Check that parts, which may come from several machines, are of the same test and seeds.

    Parameters
    ----------
    parts : dict of (str, str) to dict of str to evenbeat.evaluation.results.Part
        As `read_study` returns them.
    seeds : tuple of (int, int)
        Number of GAN seeds, and of classifiers of each kind for each GAN.

    Raises
    ------
    InputError
        If a part has another number of seeds, or other test beats than the first part of its test
        bed.
    """
    first = {}
    for (split, kind), arms in parts.items():
        for arm, part in arms.items():
            name = f"the part {kind}/{split}_{arm}.csv"
            if part.confusion.shape[:2] != seeds:
                found, expected = (
                    f"{gans} GAN seeds with {classifiers} classifiers each"
                    for gans, classifiers in (part.confusion.shape[:2], seeds)
                )
                raise InputError(f"{name} has {found}; expected {expected}. Compute it again.")
            beats = part.confusion.sum(axis=-1)  # by record and class
            records, expected = first.setdefault(split, (part.records, beats[0, 0]))
            if part.records != records or not np.array_equal(
                beats, np.broadcast_to(expected, beats.shape)
            ):
                raise InputError(
                    f"{name} has other test beats than other parts of {split}. Compute the parts "
                    "with the same configuration and databases."
                )


def check_generated(quality, arms, classes, seeds):
    """Check that each GAN of each generative arm has generated beats.

    An arm whose GAN failed would have the scores of no added beats.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.read_quality_folder` returns it.
    arms : dict of str to evenbeat.balancing.arm.Arm
        The generative arms.
    classes : dict of str to list of str
        The classes of each split with quality tables.
    seeds : int
        Number of GAN seeds.

    Raises
    ------
    InputError
        If a GAN has no measures of quality, so that it has no beats.
    """
    found = quality.dropna(subset="value").groupby(["split", "model", "class"])["seed"].nunique()
    for split, own in classes.items():
        for arm in arms.values():
            for cls in arm.filled(own):
                number = found.get((split, arm.model, cls), 0)
                if number != seeds:
                    raise InputError(
                        f"the part quality/{split}_{arm.model}.csv has beats of class {cls} from "
                        f"{number} GANs; expected {seeds}. Train the others again; their logs say "
                        "why they failed."
                    )


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
