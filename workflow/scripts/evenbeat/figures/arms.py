"""Figures that compare arms: scores, and differences between them."""

import numpy as np
from matplotlib.figure import Figure

from evenbeat.figures.style import PALETTE, WIDE, count_columns

REAL, SYNTHETIC = PALETTE[4], PALETTE[5]
# Least width of a panel and of an entry of the legend, inches.
PANEL, LEGEND = 1.3, 2.2


def name_panels(classes):
    """Title the panels of a figure: one for macro-F1 and one for the F1 of each class.

    Parameters
    ----------
    classes : sequence of str

    Returns
    -------
    dict of str to str
        Panel title by measure.

    Examples
    --------
    >>> name_panels(["S"])
    {'macro_f1': 'macro-F1', 'f1_S': 'F1 of S'}
    """
    return {"macro_f1": "macro-F1"} | {f"f1_{name}": f"F1 of {name}" for name in classes}


def name_difference_panels(classes):
    """Title the panels of differences: accuracy and the sensitivity of N stand beside macro-F1.

    Parameters
    ----------
    classes : sequence of str

    Returns
    -------
    dict of str to str
        Panel title by measure. F1 of N is left out, since accuracy and sensitivity tell of N.

    Examples
    --------
    >>> list(name_difference_panels(["N", "S"]))
    ['macro_f1', 'accuracy', 'sensitivity_N', 'f1_S']
    """
    beside = {"accuracy": "accuracy", "sensitivity_N": "sensitivity of N"}
    panels = name_panels(name for name in classes if name != "N")
    return {"macro_f1": panels.pop("macro_f1")} | beside | panels


def draw_scores(by_seed, metrics, styles, scores, width=WIDE):
    """Draw the scores of all classifiers as dots, and the mean and intervals of each arm.

    Parameters
    ----------
    by_seed : DataFrame
        One split's scores: a row for each classifier, the column `arm` and one for each measure.
    metrics : dict of str to str
        Panel title by measure.
    styles : dict of str to dict
        As `style_arms` returns it. Its order is that of the rows.
    scores : DataFrame
        As `evenbeat.evaluation.compare_run.score_arms` returns it, only the split's rows.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    arms = [arm for arm in styles if arm in set(by_seed["arm"])]
    figure, panels = _draw_panels(scores.set_index("arm"), arms, metrics, styles, width)
    for axes, column in zip(panels, metrics, strict=True):
        for row, arm in enumerate(arms):
            dots, color = by_seed.loc[by_seed["arm"] == arm, column], styles[arm]["color"]
            axes.plot(dots, [row - 0.22] * len(dots), "o", color=color, alpha=0.55, mew=0, ms=4)
    return _explain(figure, panels, "score, from 0 to 1; a dot is one classifier")


def draw_differences(contrasts, reference, metrics, styles, width=WIDE):
    """Draw the difference between each arm and a reference arm, with both intervals.

    Parameters
    ----------
    contrasts : DataFrame
        `contrasts` of `evenbeat.study.tables.tabulate_all`, only the rows of one split.
    reference : str
        Name of the reference arm.
    metrics : dict of str to str
        Panel title by measure.
    styles : dict of str to dict
        As `style_arms` returns it. Its order is that of the rows.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    shown = contrasts[contrasts["second"] == reference]
    arms = [arm for arm in styles if arm in set(shown["first"])]
    figure, panels = _draw_panels(shown.set_index("first"), arms, metrics, styles, width)
    for axes in panels:
        axes.axvline(0, color="black", lw=0.8, ls=":")
    return _explain(figure, panels, f"difference from {reference}")


def _draw_panels(table, arms, metrics, styles, width):
    """Draw a panel for each measure, with mean and intervals of each arm of the table's index."""
    columns = count_columns(width, PANEL, len(metrics))
    rows = -(-len(metrics) // columns)
    height = 1 + rows * (0.6 + 0.34 * len(arms))
    figure = Figure(figsize=(width, height), layout="constrained")
    panels = figure.subplots(rows, columns, sharey=True, squeeze=False).ravel()
    for axes in panels[len(metrics) :]:
        axes.remove()
    panels = panels[: len(metrics)]
    for axes, (measure, title) in zip(panels, metrics.items(), strict=True):
        rows = table[table["measure"] == measure].loc[arms]
        _draw_intervals(axes, rows, [styles[arm]["color"] for arm in arms])
        axes.set_title(title, fontsize=10)
    _label_arms(panels, arms)
    return figure, panels


def _explain(figure, panels, unit):
    """Add the legend and the unit to a finished figure."""
    columns = count_columns(figure.get_figwidth(), LEGEND, 3)
    figure.legend(
        *_describe_intervals(panels[0]), loc="outside upper center", ncols=columns, fontsize=9
    )
    figure.supxlabel(f"{unit};\neach panel has its own range", fontsize=9)
    return figure


def _draw_intervals(axes, rows, colors):
    places = np.arange(len(rows))
    for over, width, alpha in (("over_records", 1.2, 1), ("over_seeds", 6, 0.45)):
        low, high = rows[f"{over}_low"], rows[f"{over}_high"]
        axes.hlines(places, low, high, color=colors, lw=width, alpha=alpha)
    axes.scatter(rows["mean"], places, marker="|", color=colors, s=150, linewidths=2.5)
    axes.locator_params(axis="x", nbins=3)
    axes.tick_params(axis="x", labelsize=8)
    axes.margins(x=0.08)
    axes.grid(alpha=0.3)


def _describe_intervals(axes):
    """Make handles and labels of the legend, in black, as each arm has its own colour."""
    labels = {
        "95% interval over seeds": {"lw": 6, "alpha": 0.45},
        "95% interval over test records": {"lw": 1.2},
        "mean": {"lw": 0, "marker": "|", "ms": 12, "mew": 2.5},
    }
    handles = [axes.plot([], [], color="black", **style)[0] for style in labels.values()]
    return handles, list(labels)


def _label_arms(panels, arms):
    panels[0].set_yticks(range(len(arms)), arms)
    panels[0].set_ylim(len(arms) - 0.5, -0.5)
