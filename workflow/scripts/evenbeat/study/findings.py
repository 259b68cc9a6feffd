"""The findings of the study: tables, the best generative arm, and the gains that count."""

import dataclasses
from itertools import chain

import pandas as pd

from evenbeat.study.tables import BASELINE, select, tabulate_study
from evenbeat.study.verdict import (
    choose_best,
    compare_strength,
    correct_primary,
    count_changes,
    judge_changes,
)


@dataclasses.dataclass(frozen=True, eq=False)
class Findings:
    """The findings of the study.

    Attributes
    ----------
    study : dict
        The configuration's `study`.
    arms : dict of str to evenbeat.balancing.arm.Arm
    kinds : list of str
        Kinds of classifier.
    folds : DataFrame
        As `evenbeat.tuning.fold_table.tabulate_folds` returns it.
    tables : dict of str to DataFrame
        As `evenbeat.study.tables.tabulate_study` returns them.
    best : str
        The candidate that is best on the folds.
    changes : DataFrame
        As `evenbeat.study.verdict.count_changes` returns it, for both test beds between patients.
    changes_on : dict of str to DataFrame
        The same for each of these test beds alone.
    primary : DataFrame
        As `evenbeat.study.verdict.correct_primary` returns it.
    strength : DataFrame
        As `evenbeat.study.verdict.compare_strength` returns it.
    """

    study: dict
    arms: dict
    kinds: list
    folds: pd.DataFrame
    tables: dict
    best: str
    changes: pd.DataFrame
    changes_on: dict
    primary: pd.DataFrame
    strength: pd.DataFrame

    @property
    def generative(self):
        """The arms that add generated beats, a list of str."""
        return list_generative(self.arms)

    @property
    def counting(self):
        """The kinds of classifier that count in the rule, a list of str."""
        return list_counting(self.study)

    @property
    def simple(self):
        """The references that change the training data, a list of str."""
        return [name for name in self.study["references"] if name != BASELINE]

    def difference(self, measure="macro_f1", **values):
        """Look up the difference between two arms.

        Parameters
        ----------
        measure : str
        **values : str
            `bed`, `kind`, `first` and `second`.

        Returns
        -------
        Series
            A row of the table `differences`.
        """
        return select(self.tables["differences"], measure=measure, **values).squeeze()

    def score(self, measure="macro_f1", **values):
        """Look up the score of an arm.

        Parameters
        ----------
        measure : str
        **values : str
            `bed`, `kind` and `arm`.

        Returns
        -------
        Series
            A row of the table `scores`.
        """
        return select(self.tables["scores"], measure=measure, **values).squeeze()


def list_generative(arms):
    """List the arms that add generated beats.

    Parameters
    ----------
    arms : dict of str to evenbeat.balancing.arm.Arm

    Returns
    -------
    list of str
    """
    return [name for name, arm in arms.items() if arm.uses_gan]


def list_counting(study):
    """List the kinds of classifier that count in the rule.

    Parameters
    ----------
    study : dict
        The configuration's `study`.

    Returns
    -------
    list of str
    """
    return list(chain.from_iterable(study["gain"]["kinds"]))


def list_beds(study, between_patients=False):
    """List the test beds.

    Parameters
    ----------
    study : dict
        The configuration's `study`.
    between_patients : bool
        Whether to list only the test beds between patients, as the configuration marks them.

    Returns
    -------
    dict of str to str
        Name of the test bed by split.
    """
    return {
        split: bed["name"]
        for split, bed in study["beds"].items()
        if bed["between_patients"] or not between_patients
    }


def find(parts, weakened_parts, folds, arms, kinds, study, comparison):
    """Compute the findings.

    Parameters
    ----------
    parts, weakened_parts : dict of (str, str) to dict of str to Part
        As `evenbeat.study.parts.read_study` returns them. `parts` has `kinds` and all arms.
        `weakened_parts` has the weakened kinds and some arms, on the test beds between patients.
    folds : DataFrame
        As for `Findings`.
    arms : dict of str to evenbeat.balancing.arm.Arm
    kinds : sequence of str
    study, comparison : dict
        The configuration's `study` and `comparison`.

    Returns
    -------
    Findings
    """
    between, counting = list_beds(study, between_patients=True), list_counting(study)
    pairs = list_generative(arms), study["references"], comparison
    tables, weakened = tabulate_study(parts, *pairs), tabulate_study(weakened_parts, *pairs)
    best = choose_best(folds, study["candidates"], counting)
    joined = {
        name: pd.concat([tables[name], weakened[name]], ignore_index=True)
        for name in ("scores", "differences")
    }
    strength = compare_strength(joined, study["weakened"]["arms"])

    def count_on(beds):
        judged = judge_changes(tables["differences"], beds, study["gain"])
        return count_changes(judged, study["gain"]["kinds"])

    return Findings(
        study=study,
        arms=arms,
        kinds=list(kinds),
        folds=folds,
        tables=tables,
        best=best,
        changes=count_on(between),
        changes_on={bed: count_on([bed]) for bed in between},
        primary=correct_primary(tables["differences"], best, between, counting),
        strength=strength[strength["bed"].isin(between)],
    )
