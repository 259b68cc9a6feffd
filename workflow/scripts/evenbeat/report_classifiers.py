"""The report's part on classifiers: scores, confusion matrices, training sets and curves."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.figures import (
    draw_confusions,
    draw_curves,
    draw_differences,
    draw_notice,
    draw_scores,
    name_panels,
    style_arms,
)
from evenbeat.files import read_json
from evenbeat.page import make_table
from evenbeat.tables import read_table

SMOOTHED = 20  # steps


def identify_classifier(path):
    """Find split and arm in the path of a classifier's file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    split, arm : str

    Examples
    --------
    >>> identify_classifier("results/intrapatient/classifier/smote/seed0/curve.csv")
    ('intrapatient', 'smote')
    """
    split, _, arm = Path(path).parts[-5:-2]
    return split, arm


def read_fold_scores(paths):
    """Read the cross-validation scores of the arms that had a hyper-parameter search.

    Parameters
    ----------
    paths : sequence of str
        Paths of the results of `evenbeat.choosing.choose_setting`, a file <arm>.json for each arm.

    Returns
    -------
    dict of str to float
        By arm, the highest macro-F1 of its settings, each a mean over the folds.
    """
    return {
        Path(path).stem: float(np.mean(read_json(path)["macro_f1"], axis=1).max()) for path in paths
    }


def picture_arms(by_seed, scores, contrasts, metrics, split, classes, arms):
    """Make the figures that compare the arms of a split.

    Parameters
    ----------
    by_seed : DataFrame
        As `evenbeat.comparison.tabulate_metrics` returns it, of all splits.
    scores, contrasts : DataFrame
        `measures` and `contrasts` of `evenbeat.study.compare_run`, of the split.
    metrics : sequence of dict
        The metrics of each of the split's classifiers.
    split : str
    classes : sequence of str
        The split's classes.
    arms : dict of str to evenbeat.arm.Arm
        The run's arms by name.

    Returns
    -------
    dict of str to (matplotlib.figure.Figure, str)
        `scores`, `differences` and `confusions`, each with its text alternative.
    """
    styles, panels = style_arms(arms), name_panels(classes)
    own = by_seed[by_seed["split"] == split]
    return {
        "scores": (
            draw_scores(own, panels, styles, scores),
            f"{split}: macro-F1 and F1 of each class by arm. Means of macro-F1: "
            f"{_list_means(scores)}.",
        ),
        "differences": _picture_differences(contrasts, panels, styles, split, arms),
        "confusions": _picture_confusions(metrics, split, classes),
    }


def _list_means(scores):
    macro = scores[scores["measure"] == "macro_f1"]
    return ", ".join(f"{row.arm} {row.mean:.3f}" for row in macro.itertuples())


def _picture_differences(contrasts, panels, styles, split, arms):
    nothing = [name for name, arm in arms.items() if arm.method == "none"]
    if not nothing or len(arms) < 2:
        text = "There is no arm that adds nothing, or no other one, so nothing to compare."
        return draw_notice(text), f"{split}: {text}"
    macro = contrasts[(contrasts["measure"] == "macro_f1") & (contrasts["second"] == nothing[0])]
    differences = ", ".join(f"{row.first} {row.mean:+.3f}" for row in macro.itertuples())
    return (
        draw_differences(contrasts, nothing[0], panels, styles),
        f"{split}: how far each arm lies from {nothing[0]}. Macro-F1: {differences}.",
    )


def _picture_confusions(metrics, split, classes):
    sums = {}
    for one in metrics:
        sums[one["arm"]] = sums.get(one["arm"], 0) + np.array(one["confusion"])
    diagonals = "; ".join(
        f"{arm} "
        + ", ".join(
            f"{cls} {row[number] / max(row.sum(), 1):.2f}"
            for number, (cls, row) in enumerate(zip(classes, counts, strict=True))
        )
        for arm, counts in sums.items()
    )
    return (
        draw_confusions(sums, classes),
        f"{split}: confusion matrix of each arm. Share of each class found: {diagonals}.",
    )


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
        As `evenbeat.page.make_table` returns it.
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


def picture_curves(paths, arms):
    """Make the figure of the training curves of a split's classifiers.

    Parameters
    ----------
    paths : sequence of str
        Paths of curve.csv of the classifiers.
    arms : dict of str to evenbeat.arm.Arm
        The run's arms by name.

    Returns
    -------
    dict of str to (matplotlib.figure.Figure, str)
        `curves`, with its text alternative.
    """
    curves = defaultdict(list)
    for path in paths:
        curves[identify_classifier(path)[1]].append(read_table(path))
    smoothed = {arm: smooth(of_arm) for arm, of_arm in curves.items()}
    last = ", ".join(f"{arm} {curve['loss'].iloc[-1]:.3f}" for arm, curve in smoothed.items())
    return {
        "curves": (
            draw_curves(smoothed, style_arms(arms)),
            f"Loss and accuracy of the classifiers over the training steps. Last loss: {last}.",
        )
    }


def smooth(curves):
    """Average training curves over seeds, then smooth them with a moving average.

    Parameters
    ----------
    curves : sequence of DataFrame
        Each with columns `step`, `loss` and `accuracy`.

    Returns
    -------
    DataFrame
        With the same columns. A row is the mean over its step and the `SMOOTHED` - 1 before it, as
        far as there are so many.
    """
    mean = pd.concat(curves).groupby("step").mean()
    return mean.rolling(SMOOTHED, min_periods=1).mean().reset_index()
