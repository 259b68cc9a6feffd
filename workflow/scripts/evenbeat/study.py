"""The tables of the study: scores of its arms on each split, and differences between them."""

import pandas as pd

from evenbeat.contrasts import contrast_pairs, contrast_precision, resample_parts, write_intervals
from evenbeat.errors import InputError
from evenbeat.measures import name_measures
from evenbeat.statistics import adjust_holm, resample_seeds
from evenbeat.study_records import (
    contrast_without,
    tabulate_false_calls,
    tabulate_found,
    tabulate_without,
)
from evenbeat.study_screens import find_unscreened


def tabulate_scores(parts, resampled, comparison):
    """Tabulate the scores of the arms of a split.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
    resampled : dict of str to ndarray of float, shape (resamples, m)
        As `evenbeat.contrasts.resample_parts` returns them.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    DataFrame
        One row per arm and measure: `arm`, `measure`, `mean` over classifiers, `sd` over the means
        of the GAN seeds (NaN for a single GAN), and the 95% intervals of the mean.
    """
    tables = []
    for name, part in parts.items():
        measures = part.measures()
        over_seeds = resample_seeds(measures, comparison["resamples"], comparison["seed"])
        columns = {
            "arm": name,
            "measure": name_measures(part.classes),
            "mean": measures.mean(axis=(0, 1)),
            "sd": pd.DataFrame(measures.mean(axis=1)).std().to_numpy(),
        }
        tables.append(pd.DataFrame(columns | write_intervals(over_seeds, resampled[name])))
    return pd.concat(tables, ignore_index=True)


def tabulate_arms(parts, best, later, unscreened):
    """Tabulate the properties of the arms of a split.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
    best : str
        The best GAN arm.
    later : sequence of str
        As for `find_best_gan`.
    unscreened : dict of str to str
        By arm, as `evenbeat.study_screens.find_unscreened` returns it.

    Returns
    -------
    DataFrame
        One row per arm: `arm`; `model` of its GAN, or empty; whether it is the `best_gan`; whether
        it was named `later`; `unscreened`, the arm without its screen, or empty; `fold_macro_f1`,
        the score of its hyper-parameter search; `setting`, what that chose; `added`, the mean
        number of beats added to each class; `macro_average_precision`, the mean over classifiers;
        and `classifiers`, their number.
    """
    rows = []
    for name, part in parts.items():
        chosen, tuned = part.facts["choice"]["chosen"], part.arm.tune
        added = {cls: sum(number) / len(number) for cls, number in part.facts["added"].items()}
        precision = part.average_precisions()
        rows.append(
            {
                "arm": name,
                "model": part.arm.model or "",
                "best_gan": name == best,
                "later": name in later,
                "unscreened": unscreened[name],
                "fold_macro_f1": part.fold_score(),
                "setting": "; ".join(f"{key} {_write_setting(chosen[key])}" for key in tuned),
                "added": ", ".join(f"{cls} {n:.0f}" for cls, n in added.items() if n),
                "macro_average_precision": precision.mean(),
                "classifiers": precision.size,
            }
        )
    return pd.DataFrame(rows)


def _write_setting(value):
    return " ".join(value) if isinstance(value, list) else f"{value:g}"


def find_best_gan(parts, later=()):
    """Find the GAN arm with the best fold score, without any use of test beats.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
    later : sequence of str
        Arms that were named after others had been scored, and therefore cannot be the best one.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If no other arm has a GAN.
    """
    gans = [name for name, part in parts.items() if part.arm.uses_gan and name not in later]
    if not gans:
        raise InputError("the study has no part with a GAN; add one as config/study.yaml describes")
    return max(gans, key=lambda name: parts[name].fold_score())


def list_aims(aims):
    """List the aims of a split.

    Parameters
    ----------
    aims : dict
        `better` and `no_worse` of the split, from the configuration's `study.aims`.

    Returns
    -------
    list of dict
        `measure` and `reference`; and `margin`, if the difference must be significant.

    Examples
    --------
    >>> list_aims({"better": {"macro_f1": {"smote": 0.03}}, "no_worse": {"f1_S": "none"}})
    [{'measure': 'macro_f1', 'reference': 'smote', 'margin': 0.03}, \
{'measure': 'f1_S', 'reference': 'none'}]
    """
    return [
        {"measure": measure, "reference": reference, "margin": margin}
        for measure, margins in aims.get("better", {}).items()
        for reference, margin in margins.items()
    ] + [
        {"measure": measure, "reference": reference}
        for measure, reference in aims.get("no_worse", {}).items()
    ]


def list_pairs(parts, bests, references, controls, unscreened):
    """List the pairs of arms to compare; pairs with an arm without a part are left out.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
        By arm. Each of them is compared with `none`.
    bests : sequence of str
        The best GAN arm, and the best of all GAN arms, those named later included.
    references : sequence of str
        Arms with which the best arms and the controls are compared.
    controls : sequence of str
        Arms with which the best GAN arm is compared too.
    unscreened : dict of str to str
        By screened arm, the arm with which it is compared; empty for other arms.

    Returns
    -------
    list of (str, str)
    """
    pairs = [(bests[0], control) for control in controls]
    pairs += [(arm, reference) for arm in [*bests, *controls] for reference in references]
    pairs += [(name, "none") for name in parts]
    pairs += unscreened.items()
    return [
        (first, second)
        for first, second in dict.fromkeys(pairs)
        if first != second and first in parts and second in parts
    ]


def correct_tests(table, best, aims):
    """Adjust the p values of the aims of an arm for multiple tests.

    Parameters
    ----------
    table : DataFrame
        As `evenbeat.contrasts.contrast_pairs` returns it.
    best : str
    aims : list of dict
        As `list_aims` returns them.

    Returns
    -------
    DataFrame
        The table with `t_holm` and `wilcoxon_holm`, p values after Holm, in the rows of the aims
        with a margin.
    """
    if table.empty:
        return table
    table = table.copy()
    named = {(best, aim["reference"], aim["measure"]) for aim in aims if "margin" in aim}
    keys = zip(table["first"], table["second"], table["measure"], strict=True)
    tested = [key in named for key in keys]
    for test in ("t", "wilcoxon"):
        table.loc[tested, f"{test}_holm"] = adjust_holm(table.loc[tested, test])
    return table


def compare_run(parts, arms, comparison):
    """Make the tables that compare the arms of a run on a split.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
    arms : dict of str to evenbeat.arm.Arm
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to DataFrame
        `measures`, as of `tabulate_scores`; `contrasts`, of each GAN arm with the arms without a
        GAN, and of each other arm with those that add nothing; `records` and `without`, as of
        `evenbeat.study_records.tabulate_found` and `tabulate_without`.
    """
    numbers = comparison["resamples"], comparison["seed"]
    resampled = resample_parts(parts, comparison)
    others = [name for name in parts if not arms[name].uses_gan]
    nothing = [name for name in others if arms[name].method == "none"]
    pairs = [
        (name, other)
        for name in parts
        for other in (others if name not in others else nothing)
        if name != other
    ]
    return {
        "measures": tabulate_scores(parts, resampled, comparison),
        "contrasts": contrast_pairs(pairs, parts, resampled, *numbers),
        "records": tabulate_found(parts),
        "without": tabulate_without(parts, comparison["without"]),
    }


def tabulate_all(parts, study, comparison):
    """Make the study's tables, each for all splits.

    Parameters
    ----------
    parts : dict of str to dict of str to evenbeat.study_parts.Part
        By split and arm.
    study : dict
        The configuration's `study`.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to DataFrame
        `arms`, `scores`, `contrasts`, `without`, `contrasts_without`, `records` and `false_calls`;
        and `committees` and `committee_contrasts`, the scores and contrasts of the committees of
        each GAN's classifiers. The first column of each is `split`.

    Raises
    ------
    InputError
        If a split has no arm that can be the best GAN arm.
    """
    tables = {}
    for split, of_split in parts.items():
        aims = list_aims(study["aims"].get(split, {}))
        for name, table in _tabulate_split(of_split, aims, study, comparison).items():
            table.insert(0, "split", split)
            tables.setdefault(name, []).append(table)
    return {name: pd.concat(of_splits) for name, of_splits in tables.items()}


def _tabulate_split(parts, aims, study, comparison):
    best = find_best_gan(parts, study["later"])
    bests = list(dict.fromkeys([best, find_best_gan(parts)]))
    controls = study["controls"].get(parts[best].arm.model, [])
    unscreened = {name: find_unscreened(name, parts) for name in parts}
    pairs = list_pairs(parts, bests, [aim["reference"] for aim in aims], controls, unscreened)
    numbers = comparison["resamples"], comparison["seed"]
    resampled = resample_parts(parts, comparison)
    contrasts = contrast_pairs(pairs, parts, resampled, *numbers)
    for arm in bests:
        contrasts = correct_tests(contrasts, arm, aims)
    precision = contrast_precision(pairs, parts, *numbers)
    committees = {name: part.as_committees() for name, part in parts.items()}
    resampled_committees = resample_parts(committees, comparison)
    of_best = [pair for pair in pairs if pair[0] == best]
    without = [
        correct_tests(contrast_without(record, of_best, parts, comparison), best, aims)
        for record in comparison["without"]
        if record in parts[best].records
    ]
    no_rows = contrasts[:0].assign(without="")  # has the columns even if no record is left out
    return {
        "arms": tabulate_arms(parts, best, study["later"], unscreened),
        "scores": tabulate_scores(parts, resampled, comparison),
        "contrasts": pd.concat([contrasts, precision], ignore_index=True),
        "committees": tabulate_scores(committees, resampled_committees, comparison),
        "committee_contrasts": contrast_pairs(pairs, committees, resampled_committees, *numbers),
        "without": tabulate_without(parts, comparison["without"]),
        "contrasts_without": pd.concat([no_rows, *without], ignore_index=True),
        "records": tabulate_found(parts),
        "false_calls": tabulate_false_calls(parts),
    }
