"""The study's figures, from its tables."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from evenbeat.figures import PALETTE, WIDTH, draw_scores, style_arms
from evenbeat.statistics import name_measures

SEEDS, RECORDS = PALETTE[4], PALETTE[2]


def draw_differences(contrasts, reference, measures):
    """Draw how far each arm lies from another one, with both intervals.

    Parameters
    ----------
    contrasts : DataFrame
        As `evenbeat.study.tabulate_contrasts` makes it.
    reference : str
        Arm.
    measures : dict of str to str
        Panel title by measure.

    Returns
    -------
    Figure
    """
    shown = contrasts[contrasts["second"] == reference]
    arms = list(dict.fromkeys(shown["first"]))
    figure = Figure(figsize=(WIDTH, 1.5 + 0.3 * len(arms)), layout="constrained")
    panels = figure.subplots(1, len(measures), sharey=True, squeeze=False)[0]
    for axes, (measure, title) in zip(panels, measures.items(), strict=True):
        rows = shown[shown["measure"] == measure]
        for over, color, width in (("over_records", RECORDS, 2), ("over_seeds", SEEDS, 6)):
            low, high = rows[f"{over}_low"], rows[f"{over}_high"]
            axes.hlines(np.arange(len(rows)), low, high, color=color, lw=width, label=over)
        axes.plot(rows["mean"], np.arange(len(rows)), "|k", ms=12, mew=2, label="mean")
        axes.axvline(0, color="black", lw=0.8, ls=":")
        axes.set_title(title, fontsize=10)
        axes.locator_params(axis="x", nbins=3)
        axes.tick_params(axis="x", labelsize=8)
        axes.grid(alpha=0.3)
    panels[0].set_yticks(range(len(arms)), arms)
    panels[0].set_ylim(len(arms) - 0.5, -0.5)
    panels[0].set_ylabel("arm")
    handles, _ = panels[0].get_legend_handles_labels()
    labels = ("95% interval over test records", "95% interval over seeds", "mean")
    figure.legend(handles, labels, loc="outside upper center", ncols=3, fontsize=9)
    figure.supxlabel(f"difference from {reference}; each panel has its own range", fontsize=9)
    return figure


def spread_classifiers(part):
    """Make the table that `evenbeat.figures.draw_scores` takes of a part's classifiers.

    Parameters
    ----------
    part : evenbeat.study_parts.Part

    Returns
    -------
    DataFrame
        A row for each classifier: `arm`, and its measures.
    """
    names = name_measures(part.classes)
    table = pd.DataFrame(part.measures().reshape(-1, len(names)), columns=names)
    table.insert(0, "arm", part.facts["name"])
    return table


def draw_all(parts, contrasts):
    """Draw two figures of each split: differences from `none`, and scores of all classifiers.

    Parameters
    ----------
    parts : dict of str to dict of str to Part
        By split and arm.
    contrasts : DataFrame
        Of all splits.

    Returns
    -------
    list of Figure
    """
    figures = []
    for split, of_split in parts.items():
        classes = next(iter(of_split.values())).classes
        panels = {"macro_f1": "macro-F1"} | {f"f1_{name}": f"F1 of {name}" for name in classes}
        by_classifier = pd.concat(map(spread_classifiers, of_split.values()))
        own = contrasts[contrasts["split"] == split]
        figures.append(draw_differences(own, "none", panels))
        figures.append(draw_scores(by_classifier, panels, style_arms(of_split)))
    return figures
