"""Figures of confusion matrices."""

import numpy as np
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from evenbeat.figures.style import WIDE

# Text on light and dark cells.
ON_LIGHT, ON_DARK = "#0b0b0b", "#fdfdfd"


def draw_confusions(confusions, classes, width=WIDE):
    """Draw one confusion matrix for each arm.

    Parameters
    ----------
    confusions : dict of str to ndarray of int, shape (classes, classes)
        By arm. Rows are annotated classes, columns predicted ones.
    classes : sequence of str
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    # Many arms need more panels in a row, for the figure to fit a page.
    most = 3 if len(confusions) <= 6 else 4
    columns = min(most, len(confusions))
    rows = -(-len(confusions) // columns)
    height = width / most * (0.72 + 0.06 * len(classes))
    figure = Figure(figsize=(width * columns / most, rows * height), layout="constrained")
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in panels[len(confusions) :]:
        axes.remove()
    for axes, (arm, counts) in zip(panels, confusions.items(), strict=False):
        image = _draw_confusion(axes, np.asarray(counts), classes)
        axes.set_title(arm, fontsize=10)
    figure.colorbar(
        image, ax=panels[: len(confusions)].tolist(), label="share of the class", shrink=0.6
    )
    return figure


def _draw_confusion(axes, counts, classes):
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    image = axes.imshow(share, cmap="Blues", norm=Normalize(0, 1), aspect="auto")
    for (row, column), value in np.ndenumerate(share):
        axes.text(
            column,
            row,
            f"{value:.2f}\n{counts[row, column]:,}",
            ha="center",
            va="center",
            fontsize=7.5 if len(classes) < 5 else 6.5,
            color=ON_DARK if value > 0.55 else ON_LIGHT,
        )
    axes.set_xticks(range(len(classes)), classes)
    axes.set_yticks(range(len(classes)), classes)
    axes.set_xlabel("predicted class")
    axes.set_ylabel("annotated class")
    return image
