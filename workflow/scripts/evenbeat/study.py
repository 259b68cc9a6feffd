"""The study: what its parts, an arm on a split each, say together."""

import pandas as pd

from evenbeat.contrasts import (
    contrast_pairs,
    contrast_precision,
    resample_parts,
    write_intervals,
)
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
    """Make the table of what a split's arms scored.

    Parameters
    ----------
    parts : dict of str to Part
    resampled : dict of str to ndarray
        As `resample_parts` makes them.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    DataFrame
        A row for each arm and measure: `arm`, `measure`, `mean` over classifiers, `sd` over the
        means of GAN seeds, and both intervals of the mean.
    """
    tables = []
    for name, part in parts.items():
        measures = part.measures()
        over_seeds = resample_seeds(measures, comparison["resamples"], comparison["seed"])
        columns = {
            "measure": name_measures(part.classes),
            "mean": measures.mean(axis=(0, 1)),
            # Of a single GAN there is none.
            "sd": pd.DataFrame(measures.mean(axis=1)).std().to_numpy(),
        }
        table = pd.DataFrame(columns | write_intervals(over_seeds, resampled[name]))
        table.insert(0, "arm", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def tabulate_arms(parts, best, later, unscreened):
    """Make the table of what each arm of a split was.

    Parameters
    ----------
    parts : dict of str to Part
    best : str
        The best GAN arm.
    later : sequence of str
        As for `find_best_gan`.
    unscreened : dict of str to str
        Of each arm, what `find_unscreened` finds.

    Returns
    -------
    DataFrame
        A row for each arm: `arm`; the `model` of its GAN, if any; whether it is the `best_gan`
        and whether it was named `later`; `unscreened`, the arm without its screen that it is held
        against, if any; `fold_macro_f1`, on which it was chosen, and `setting`, what was chosen;
        `added`, beats of each class in the mean; `macro_average_precision`, mean over
        `classifiers`, and their number.
    """
    rows = []
    for name, part in parts.items():
        chosen, tuned = part.facts["choice"]["chosen"], part.facts["arm"].get("tune", {})
        added = {cls: sum(number) / len(number) for cls, number in part.facts["added"].items()}
        precision = part.average_precisions()
        rows.append(
            {
                "arm": name,
                "model": part.facts["arm"].get("model", ""),
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
    """Name the GAN arm that is best on the folds: test beats have no say in it.

    Parameters
    ----------
    parts : dict of str to Part
    later : sequence of str
        Arms that were named when others had been scored, which is too late to become the best.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If there is none.
    """
    gans = {
        name: part.fold_score()
        for name, part in parts.items()
        if "model" in part.facts["arm"] and name not in later
    }
    if not gans:
        raise InputError("the study has no part with a GAN; make one, as config/study.yaml says")
    return max(gans, key=gans.get)


def list_aims(aims):
    """List the aims of a split.

    Parameters
    ----------
    aims : dict
        One split's of the configuration's `study.aims`.

    Returns
    -------
    list of dict
        `measure`, `reference` and, for those of which a difference has to be certain, `margin`.

    Examples
    --------
    >>> list_aims({"better": {"macro_f1": {"smote": 0.03}}, "no_worse": {"f1_S": "none"}})
    [{'measure': 'macro_f1', 'reference': 'smote', 'margin': 0.03}, \
{'measure': 'f1_S', 'reference': 'none'}]
    """
    better = [
        {"measure": measure, "reference": reference, "margin": margin}
        for measure, margins in aims.get("better", {}).items()
        for reference, margin in margins.items()
    ]
    return better + [
        {"measure": measure, "reference": reference}
        for measure, reference in aims.get("no_worse", {}).items()
    ]


def list_pairs(parts, bests, references, controls, unscreened):
    """List the pairs of arms that are compared.

    All arms with `none` are among them, and those that are screened with those that are not.

    Parameters
    ----------
    parts : dict of str to Part
    bests : sequence of str
        The best GAN arm, and that which would be the best, had it not been named later.
    references : sequence of str
        What these and the controls are held against; arms without a part are passed over.
    controls : sequence of str
        What the best GAN arm is held against beside them.
    unscreened : dict of str to str
        Of each arm, what `find_unscreened` finds.

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
    """Correct for their number the tests that were named before anything was scored.

    Parameters
    ----------
    table : DataFrame
        As `evenbeat.contrasts.contrast_pairs` makes it.
    best : str
    aims : list of dict
        As `list_aims` gives them.

    Returns
    -------
    DataFrame
        With `t_holm` and `wilcoxon_holm`, p values after Holm, of the differences that were to be
        certain.
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
    """Make the tables on the arms of a run on a split.

    Parameters
    ----------
    parts : dict of str to Part
    arms : dict of str to dict
        The configuration's `arms`.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to DataFrame
        `measures`, scores with their intervals; `contrasts`, of each GAN arm with those without a
        GAN, and of each arm with those that add nothing; `records` and `without`.
    """
    resampled = resample_parts(parts, comparison)
    others = [name for name in parts if "model" not in arms[name]]
    nothing = [name for name in others if arms[name]["method"] == "none"]
    pairs = [
        (name, other)
        for name in parts
        for other in (others if name not in others else nothing)
        if name != other
    ]
    return {
        "measures": tabulate_scores(parts, resampled, comparison),
        "contrasts": contrast_pairs(
            pairs, parts, resampled, comparison["resamples"], comparison["seed"]
        ),
        "records": tabulate_found(parts),
        "without": tabulate_without(parts, comparison["without"]),
    }


def tabulate_all(parts, study, comparison):
    """Make the study's tables, all splits in one.

    Parameters
    ----------
    parts : dict of str to dict of str to Part
        By split and arm.
    study : dict
        The configuration's `study`.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to DataFrame
        `arms`, `scores`, `contrasts`, `without`, `contrasts_without`, `records` and `false_calls`,
        each with the split in front; and `committees`, `committee_contrasts`: scores and contrasts
        with the classifiers of each GAN as one.
    """
    tables = {}
    for split, of_split in parts.items():
        aims = list_aims(study["aims"].get(split, {}))
        own = _tabulate_split(of_split, aims, study, comparison)
        for name, table in own.items():
            table.insert(0, "split", split)
            tables.setdefault(name, []).append(table)
    return {name: pd.concat(of_splits) for name, of_splits in tables.items()}


def _tabulate_split(parts, aims, study, comparison):
    best = find_best_gan(parts, study["later"])
    bests = list(dict.fromkeys([best, find_best_gan(parts)]))
    controls = study["controls"].get(parts[best].facts["arm"]["model"], [])
    unscreened = {name: find_unscreened(name, parts) for name in parts}
    references = [aim["reference"] for aim in aims]
    pairs = list_pairs(parts, bests, references, controls, unscreened)
    numbers = comparison["resamples"], comparison["seed"]
    resampled = resample_parts(parts, comparison)
    contrasts = contrast_pairs(pairs, parts, resampled, *numbers)
    for arm in bests:
        contrasts = correct_tests(contrasts, arm, aims)
    precision = contrast_precision(pairs, parts, *numbers)
    committees = {name: part.as_committees() for name, part in parts.items()}
    resampled_committees = resample_parts(committees, comparison)
    of_best = [pair for pair in pairs if pair[0] == best]
    left_out = [record for record in comparison["without"] if record in parts[best].records]
    without = [contrasts[:0].assign(without="")] + [
        correct_tests(contrast_without(record, of_best, parts, comparison), best, aims)
        for record in left_out
    ]
    return {
        "arms": tabulate_arms(parts, best, study["later"], unscreened),
        "scores": tabulate_scores(parts, resampled, comparison),
        "contrasts": pd.concat([contrasts, precision], ignore_index=True),
        "committees": tabulate_scores(committees, resampled_committees, comparison),
        "committee_contrasts": contrast_pairs(pairs, committees, resampled_committees, *numbers),
        "without": tabulate_without(parts, comparison["without"]),
        "contrasts_without": pd.concat(without, ignore_index=True),
        "records": tabulate_found(parts),
        "false_calls": tabulate_false_calls(parts),
    }
