"""The report's part on classifiers: scores, confusion matrices, training sets and curves."""

from collections import defaultdict
from pathlib import Path

import numpy as np

from evenbeat.classifier.paths import identify_classifier
from evenbeat.io.json_files import read_json
from evenbeat.report.html import make_table


def read_fold_scores(paths):
    """Read the cross-validation scores of the arms that had a hyper-parameter search.

    Parameters
    ----------
    paths : sequence of str
        Paths of the results of `evenbeat.tuning.select.select_setting`, a file <arm>.json for each
        arm.

    Returns
    -------
    dict of str to float
        By arm, the highest macro-F1 of its settings, each a mean over the folds.
    """
    return {
        Path(path).stem: float(np.mean(read_json(path)["macro_f1"], axis=1).max()) for path in paths
    }


def tabulate_training_sets(paths, metrics, split, classes, source):
    """Make the table of the training and test beats of a split's classifiers.

    Parameters
    ----------
    paths : sequence of str
        Paths of training_set.json of all classifiers of all splits.
    metrics : sequence of dict
        The metrics of each classifier of all splits.
    split : str
    classes : sequence of str
        The split's classes.
    source : {"real", "simulated"}
        Kind of the beats.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    sets = defaultdict(list)
    for path in paths:
        of_split, arm = identify_classifier(path)
        if of_split == split:
            sets[arm].append(read_json(path))
    support = next(one["per_class"] for one in metrics if one["split"] == split)
    rows = [
        [f"training, {arm}", *(_real_and_added(of_arm, cls) for cls in classes)]
        for arm, of_arm in sets.items()
    ]
    rows.append(["test, every arm", *(f"{support[cls]['support']:,}" for cls in classes)])
    return make_table(
        f"{split}: {source} beats of each class + those that the arm adds; a range where the seeds "
        "differ",
        ["beats", *classes],
        rows,
    )


def _real_and_added(sets, cls):
    counts = [_range([one[kind][cls] for one in sets]) for kind in ("real", "added")]
    return counts[0] if counts[1] == "0" else " + ".join(counts)


def _range(numbers):
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
