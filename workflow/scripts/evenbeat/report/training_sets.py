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
        Paths of the results of `evenbeat.tuning.select.select_setting`, a file <kind>/<arm>.json
        for each kind of classifier and arm.

    Returns
    -------
    dict of str to dict of str to float
        By kind and arm, the highest macro-F1 of the arm's settings, each a mean over the runs.
    """
    scores = defaultdict(dict)
    for path in map(Path, paths):
        macro = np.mean(read_json(path)["macro_f1"], axis=1)
        scores[path.parent.name][path.stem] = float(macro.max())
    return dict(scores)


def tabulate_training_sets(paths, metrics, identity, classes, source):
    """Make the table of the training and test beats of a split's classifiers of a kind.

    Parameters
    ----------
    paths : sequence of str
        Paths of training_set.json of all classifiers of all splits.
    metrics : sequence of dict
        The metrics of each classifier of all splits.
    identity : (str, str)
        Split and kind of classifier. A committee has no training sets of its own.
    classes : sequence of str
        The split's classes.
    source : {"real", "simulated"}
        Kind of the beats.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    (split, kind), sets = identity, defaultdict(list)
    for path in paths:
        *found, arm = identify_classifier(path)
        if found == [split, kind]:
            sets[arm].append(read_json(path))
    support = next(one["per_class"] for one in metrics if one["split"] == split)
    rows = [
        [f"training, {arm}", *(_real_and_added(of_arm, cls) for cls in classes)]
        for arm, of_arm in sets.items()
    ]
    rows.append(["test, every arm", *(f"{support[cls]['support']:,}" for cls in classes)])
    return make_table(
        f"{split}, {kind}: {source} beats of each class + those that the arm adds; a range where "
        "the seeds differ",
        ["beats", *classes],
        rows,
    )


def _real_and_added(sets, cls):
    counts = [_range([one[kind][cls] for one in sets]) for kind in ("real", "added")]
    return counts[0] if counts[1] == "0" else " + ".join(counts)


def _range(numbers):
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
