"""Tables of the arms of a run: scores and differences."""

import pandas as pd

from evenbeat.evaluation.confusion import name_measures
from evenbeat.evaluation.contrasts import contrast_pairs, resample_parts, write_intervals
from evenbeat.evaluation.leave_out import tabulate_found, tabulate_without
from evenbeat.evaluation.statistics import resample_seeds


def score_arms(parts, resampled, comparison):
    """Tabulate the scores of the arms of a split.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
    resampled : dict of str to ndarray of float, shape (resamples, m)
        As `evenbeat.evaluation.contrasts.resample_parts` returns them.
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


def compare_run(parts, arms, comparison):
    """Make the tables that compare the arms of a run on a split.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
    arms : dict of str to evenbeat.balancing.arm.Arm
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    dict of str to DataFrame
        `measures`, from `score_arms`; `contrasts`, between each GAN arm and the arms without a GAN,
        and between each other arm and the arms that add nothing; `records` and `without`, from
        `tabulate_found` and `tabulate_without` in `evenbeat.evaluation.leave_out`.
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
        "measures": score_arms(parts, resampled, comparison),
        "contrasts": contrast_pairs(pairs, parts, resampled, *numbers),
        "records": tabulate_found(parts),
        "without": tabulate_without(parts, comparison["leave_out"]),
    }
