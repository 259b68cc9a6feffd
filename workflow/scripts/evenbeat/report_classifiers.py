"""The report's part on the classifiers: scores, training sets, confusions and training curves."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.figures import draw_confusions, draw_curves, draw_scores, style_arms
from evenbeat.files import read_json
from evenbeat.findings import mean_and_spread, seeds_in_words
from evenbeat.page import make_picture, make_table

SMOOTHED = 20  # steps


def read_table(path):
    """Read a table as `evenbeat.comparison` makes it.

    Parameters
    ----------
    path : str

    Returns
    -------
    DataFrame
    """
    # An arm may be called "null" or "nan": only an empty field is a missing number.
    return pd.read_csv(
        path,
        keep_default_na=False,
        na_values=[""],
        dtype={"split": str, "arm": str},
    )


def identify_classifier(path):
    """Tell split and arm from the path of a classifier's artifact.

    Examples
    --------
    >>> identify_classifier("results/intrapatient/classifier/smote/seed0/curve.csv")
    ('intrapatient', 'smote')
    """
    split, _, arm = Path(path).parts[-5:-2]
    return split, arm


def name_f1(classes):
    """Name the columns of the F1 of each class."""
    return {f"f1_{cls}": f"F1 {cls}" for cls in classes}


def draw_split_scores(by_seed, split, classes):
    """Draw one split's macro-F1 and F1 of each class, arm by arm.

    Parameters
    ----------
    by_seed : DataFrame
        A row for each classifier.
    split : str
    classes : sequence of str
        Of the split.

    Returns
    -------
    matplotlib.figure.Figure
    """
    return draw_scores(
        by_seed[by_seed["split"] == split],
        {"macro_f1": "macro-F1", **name_f1(classes)},
        style_arms(by_seed["arm"].unique()),
    )


def compare(by_seed, by_arm, split, classes, source):
    """Make the comparison's table and figure for one split.

    Parameters
    ----------
    by_seed, by_arm : DataFrame
        As `evenbeat.comparison` makes them.
    split : str
    classes : sequence of str
        Of the split.
    source : str
        What the beats are called: "real" or "simulated".

    Returns
    -------
    dict
        `table` and `picture`.
    """
    columns = {
        "macro_f1": "macro-F1",
        "accuracy": "accuracy",
        "macro_average_precision": "macro average precision",
        **name_f1(classes),
    }
    table = make_table(
        f"{split}: scores on {source} test beats, mean ± standard deviation over the classifier's "
        "seeds",
        ["arm", *columns.values(), "seeds"],
        [
            [
                row["arm"],
                *(mean_and_spread(row[f"{name}_mean"], row[f"{name}_sd"]) for name in columns),
                row["seeds"],
            ]
            for row in by_arm[by_arm["split"] == split].to_dict("records")
        ],
    )
    picture = make_picture(
        draw_split_scores(by_seed, split, classes),
        f"scores-{split}",
        f"{split}: macro-F1 and F1 of each class by arm; the numbers are in the table above.",
        f"{split}: macro-F1 and F1 per class on {source} test beats. A dot is one classifier, "
        f"{seeds_in_words(by_seed['seed'].nunique())} per arm; the bar is their mean.",
    )
    return {"table": table, "picture": picture}


def tabulate_training_sets(paths, metrics, split, classes, source):
    """Make the table of what one split's classifiers were trained and tested on.

    Parameters
    ----------
    paths : sequence of str
        The training_set.json files of all classifiers.
    metrics : sequence of dict
        Of all classifiers.
    split : str
    classes : sequence of str
        Of the split.
    source : str
        What the beats are called: "real" or "simulated".

    Returns
    -------
    dict
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


def picture_confusions(metrics, split, classes, source):
    """Make the figure of one split's confusion matrices.

    Parameters
    ----------
    metrics : sequence of dict
        Of all classifiers.
    split : str
    classes : sequence of str
        Of the split.
    source : str
        What the beats are called: "real" or "simulated".

    Returns
    -------
    dict
    """
    matrices = defaultdict(list)
    for one in metrics:
        if one["split"] == split:
            matrices[one["arm"]].append(np.array(one["confusion"]))
    sums = {arm: np.sum(of_arm, axis=0) for arm, of_arm in matrices.items()}
    seeds = max(len(of_arm) for of_arm in matrices.values())
    diagonals = "; ".join(
        f"{arm} "
        + ", ".join(
            f"{cls} {row[number] / max(row.sum(), 1):.2f}"
            for number, (cls, row) in enumerate(zip(classes, counts, strict=True))
        )
        for arm, counts in sums.items()
    )
    return make_picture(
        draw_confusions(sums, classes),
        f"confusions-{split}",
        f"{split}: confusion matrix of each arm. Share of each class found: {diagonals}.",
        f"{split}: confusion matrices on {source} test beats. In a cell the share of the annotated "
        f"class and below it the number of beats, summed over {seeds_in_words(seeds)}.",
    )


def picture_curves(paths, split, styles):
    """Make the figure of one split's training curves, if classifiers were trained on it.

    Parameters
    ----------
    paths : sequence of str
        The curve.csv files of all classifiers.
    split : str
    styles : dict
        As `evenbeat.figures.style_arms` makes it.

    Returns
    -------
    dict or None
    """
    curves = defaultdict(list)
    for path in paths:
        of_split, arm = identify_classifier(path)
        if of_split == split:
            curves[arm].append(read_table(path))
    if not curves:
        return None
    seeds = max(len(of_arm) for of_arm in curves.values())
    return make_picture(
        draw_curves({arm: smooth(of_arm) for arm, of_arm in curves.items()}, styles),
        f"curves-{split}",
        f"{split}: loss and accuracy of the classifiers over the training steps, a line per arm.",
        f"{split}: loss and accuracy on the batch that each step trained on, added beats among "
        f"them, so lines of different arms are not on the same beats. Mean over "
        f"{seeds_in_words(seeds)}, moving average over {SMOOTHED} steps.",
    )


def smooth(curves):
    """Average training curves over seeds, then over `SMOOTHED` steps up to each step.

    Parameters
    ----------
    curves : sequence of DataFrame
        Columns step, loss and accuracy.

    Returns
    -------
    DataFrame
        Of the same columns; the first steps are averages over those there are.
    """
    mean = pd.concat(curves).groupby("step").mean()
    return mean.rolling(SMOOTHED, min_periods=1).mean().reset_index()
