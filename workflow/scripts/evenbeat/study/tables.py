"""The tables of the study: scores of its arms on each split, and differences between them."""

import pandas as pd

from evenbeat.evaluation.compare_run import score_arms
from evenbeat.evaluation.contrasts import contrast_pairs, contrast_precision, resample_parts
from evenbeat.evaluation.leave_out import (
    contrast_without,
    tabulate_false_calls,
    tabulate_found,
    tabulate_without,
)
from evenbeat.runtime.errors import InputError
from evenbeat.study.ablation import find_unscreened
from evenbeat.study.aims import correct_tests, list_aims, list_pairs


def tabulate_arms(parts, best, later, unscreened):
    """Tabulate the properties of the arms of a split.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
    best : str
        The best GAN arm.
    later : sequence of str
        As for `find_best_gan`.
    unscreened : dict of str to str
        By arm, as `evenbeat.study.ablation.find_unscreened` returns it.

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
    parts : dict of str to evenbeat.evaluation.results.Part
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


def tabulate_all(parts, study, comparison):
    """Make the study's tables, each for all splits.

    Parameters
    ----------
    parts : dict of str to dict of str to evenbeat.evaluation.results.Part
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
        for record in comparison["leave_out"]
        if record in parts[best].records
    ]
    no_rows = contrasts[:0].assign(without="")  # has the columns even if no record is left out
    return {
        "arms": tabulate_arms(parts, best, study["later"], unscreened),
        "scores": score_arms(parts, resampled, comparison),
        "contrasts": pd.concat([contrasts, precision], ignore_index=True),
        "committees": score_arms(committees, resampled_committees, comparison),
        "committee_contrasts": contrast_pairs(pairs, committees, resampled_committees, *numbers),
        "without": tabulate_without(parts, comparison["leave_out"]),
        "contrasts_without": pd.concat([no_rows, *without], ignore_index=True),
        "records": tabulate_found(parts),
        "false_calls": tabulate_false_calls(parts),
    }
