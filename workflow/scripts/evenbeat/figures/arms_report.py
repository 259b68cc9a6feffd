"""The figures that compare a split's arms, each with its alternative text."""

import numpy as np

from evenbeat.figures.arms import draw_differences, draw_scores, name_panels
from evenbeat.figures.confusion import draw_confusions
from evenbeat.figures.style import draw_notice, style_arms


def make_arm_figures(by_seed, scores, contrasts, metrics, split, classes, arms):
    """Make the figures that compare the arms of a split.

    Parameters
    ----------
    by_seed : DataFrame
        As `evenbeat.evaluation.metric_tables.tabulate_metrics` returns it, of all splits.
    scores, contrasts : DataFrame
        `measures` and `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    metrics : sequence of dict
        The metrics of each of the split's classifiers.
    split : str
    classes : sequence of str
        The split's classes.
    arms : dict of str to evenbeat.balancing.arm.Arm
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
        "differences": _make_difference_figures(contrasts, panels, styles, split, arms),
        "confusions": _make_confusion_figures(metrics, split, classes),
    }


def _list_means(scores):
    macro = scores[scores["measure"] == "macro_f1"]
    return ", ".join(f"{row.arm} {row.mean:.3f}" for row in macro.itertuples())


def _make_difference_figures(contrasts, panels, styles, split, arms):
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


def _make_confusion_figures(metrics, split, classes):
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
