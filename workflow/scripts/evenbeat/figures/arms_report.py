"""The figures that compare a split's arms, each with its alternative text."""

from functools import partial

import numpy as np

from evenbeat.figures.arms import (
    draw_differences,
    draw_scores,
    name_difference_panels,
    name_panels,
)
from evenbeat.figures.confusion import draw_confusions
from evenbeat.figures.style import draw_notice, style_arms


def make_arm_figures(by_seed, scores, contrasts, metrics, identity, classes, arms):
    """Make the figures that compare the arms of a split with a kind of classifier.

    Parameters
    ----------
    by_seed : DataFrame
        As `evenbeat.evaluation.metric_tables.tabulate_metrics` returns it, of all splits
        and kinds.
    scores, contrasts : DataFrame
        `measures` and `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split
        and kind.
    metrics : sequence of dict
        The metrics of each of the split's classifiers of the kind.
    identity : (str, str)
        Split and kind of classifier.
    classes : sequence of str
        The split's classes.
    arms : dict of str to evenbeat.balancing.arm.Arm
        The run's arms by name.

    Returns
    -------
    dict of str to (callable, str)
        `scores`, `differences` and `confusions`, each with its text alternative.
    """
    split, kind = identity
    styles, subject = style_arms(arms), f"{split}, {kind}"
    macro = {"macro_f1": f"macro-F1\nof {' '.join(metrics[0]['macro_classes'])}"}
    own = by_seed[(by_seed["split"] == split) & (by_seed["kind"] == kind)]
    differences = name_difference_panels(classes) | macro
    return {
        "scores": (
            partial(draw_scores, own, name_panels(classes) | macro, styles, scores),
            f"{subject}: macro-F1 and F1 of each class by arm. Means of macro-F1: "
            f"{_list_means(scores)}.",
        ),
        "differences": _make_difference_figures(contrasts, differences, styles, subject, arms),
        "confusions": _make_confusion_figures(metrics, subject, classes),
    }


def _list_means(scores):
    macro = scores[scores["measure"] == "macro_f1"]
    return ", ".join(f"{row.arm} {row.mean:.3f}" for row in macro.itertuples())


def _make_difference_figures(contrasts, panels, styles, subject, arms):
    nothing = [name for name, arm in arms.items() if arm.method == "none"]
    if not nothing or len(arms) < 2:
        text = "There is no arm that adds nothing, or no other one, so nothing to compare."
        return partial(draw_notice, text), f"{subject}: {text}"
    own = contrasts[contrasts["second"] == nothing[0]]
    differences = "; ".join(
        f"{name}: "
        + ", ".join(
            f"{row.first} {row.mean:+.3f}" for row in own[own["measure"] == measure].itertuples()
        )
        for measure, name in (("macro_f1", "Macro-F1"), ("accuracy", "accuracy"))
    )
    return (
        partial(draw_differences, contrasts, nothing[0], panels, styles),
        f"{subject}: how far each arm lies from {nothing[0]}. {differences}.",
    )


def _make_confusion_figures(metrics, subject, classes):
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
        partial(draw_confusions, sums, classes),
        f"{subject}: confusion matrix of each arm. Share of each class found: {diagonals}.",
    )
