"""Figures of the classifiers' training curves."""

from collections import defaultdict
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from evenbeat.classifier.paths import identify_classifier
from evenbeat.figures.style import WIDE, count_columns, style_arms
from evenbeat.io.csv_tables import read_table


def draw_curves(curves, styles, width=WIDE):
    """Draw the training loss and accuracy of the classifiers, a line for each arm.

    Parameters
    ----------
    curves : dict of str to DataFrame
        By arm, with columns `step`, `loss` (nat) and `accuracy` (from 0 to 1).
    styles : dict of str to dict
        As `style_arms` returns it.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    # A study has many arms, and their names are long.
    columns = count_columns(width, 1.8, min(4, len(curves)))
    panels = count_columns(width, 3, 2)
    height = 3.2 * 2 / panels + 0.2 * -(-len(curves) // columns)
    figure = Figure(figsize=(width, height), layout="constrained")
    for axes, (column, label) in zip(
        figure.subplots(2 // panels, panels).ravel(),
        (("loss", "loss (nat)"), ("accuracy", "accuracy on the batch, from 0 to 1")),
        strict=True,
    ):
        for arm, curve in curves.items():
            axes.plot(curve["step"], curve[column], lw=1.3, label=arm, **styles[arm])
        axes.set_xlabel("training step")
        axes.set_ylabel(label)
        axes.grid(alpha=0.3)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=columns)
    return figure


SMOOTHED = 20  # steps


def make_curve_figures(paths, arms):
    """Make the figure of the training curves of a split's classifiers of a kind.

    Parameters
    ----------
    paths : sequence of str
        Paths of curve.csv of the classifiers.
    arms : dict of str to evenbeat.balancing.arm.Arm
        The run's arms by name.

    Returns
    -------
    dict of str to (callable, str)
        `curves`, with its text alternative.
    """
    curves = defaultdict(list)
    for path in paths:
        curves[identify_classifier(path)[2]].append(read_table(path))
    smoothed = {arm: smooth(of_arm) for arm, of_arm in curves.items()}
    last = ", ".join(f"{arm} {curve['loss'].iloc[-1]:.3f}" for arm, curve in smoothed.items())
    return {
        "curves": (
            partial(draw_curves, smoothed, style_arms(arms)),
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
