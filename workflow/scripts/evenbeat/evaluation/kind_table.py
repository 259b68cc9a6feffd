"""The table of kinds of classifier: an arm's scores on folds and on test beats."""

from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.io.json_files import read_json

FOLDS = "folds"


def tabulate_kinds(folds, by_arm, arm, classes):
    """Tabulate the scores of an arm with each kind of classifier.

    Parameters
    ----------
    folds : sequence of str
        Paths of the results of `evenbeat.tuning.select`, <kind>/<arm>.json for each kind.
    by_arm : DataFrame
        As `evenbeat.evaluation.metric_tables.summarise_arms` returns it.
    arm : str
    classes : sequence of str
        Classes of the folds.

    Returns
    -------
    DataFrame
        One row per kind and scored beats: `scored_on`, "folds" or the split; `kind`;
        `macro_classes`; `seeds`, the number of classifiers; `macro_f1_mean` and `macro_f1_sd` over
        them; `f1_<class>_mean`; and `accuracy_mean` and `sensitivity_N_mean`, NaN for folds.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    rows = []
    for path in map(Path, folds):
        scores = read_json(path, ["settings", "chosen", "macro_f1", "f1", "macro_classes"])
        place = scores["settings"].index(scores["chosen"])
        macro, f1 = np.array(scores["macro_f1"][place]), np.array(scores["f1"][place])
        of_class = dict(zip([f"f1_{name}_mean" for name in classes], f1.mean(axis=0), strict=True))
        rows.append(
            {
                "scored_on": FOLDS,
                "kind": path.parent.name,
                "macro_classes": " ".join(scores["macro_classes"]),
                "seeds": len(macro),
                "macro_f1_mean": macro.mean(),
                "macro_f1_sd": macro.std(ddof=1) if len(macro) > 1 else np.nan,
                **of_class,
            }
        )
    of_arm = by_arm[by_arm["arm"] == arm].rename(columns={"split": "scored_on"})
    columns = [*rows[0], "accuracy_mean", "sensitivity_N_mean"]
    return pd.concat([pd.DataFrame(rows), of_arm.reindex(columns=columns)], ignore_index=True)
