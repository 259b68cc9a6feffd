"""Figures of GANs: arrays in, matplotlib figures out."""

from itertools import cycle

import numpy as np
from matplotlib.figure import Figure

from evenbeat.figures.arms import REAL, SYNTHETIC
from evenbeat.figures.style import PALETTE, WIDE, count_columns
from evenbeat.gan.history import thin_out

# Of the columns of losses, in their order.
LINES = ((PALETTE[4], "-"), (PALETTE[1], "--"))
MEASURED, CHOSEN = PALETTE[4], PALETTE[5]
BAND = (10, 90)  # percentiles


def draw_gan_training(histories, width=WIDE):
    """Draw the training of the GANs of one class, a row of panels for each seed.

    Parameters
    ----------
    histories : dict of int to dict
        By seed: `losses`, shape (steps, k), in `loss_unit`; `loss_columns`, their names;
        `ends`, the last step of each checkpoint by epoch; `mmd2`, the squared maximum mean
        discrepancy by epoch; `floor`, that of real beats; `chosen`, the selected epoch.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(width, 2.6 * len(histories)), layout="constrained")
    panels = figure.subplots(len(histories), 2, squeeze=False, width_ratios=[3, 2])
    for (left, right), (seed, history) in zip(panels, histories.items(), strict=True):
        _draw_losses(left, history)
        _draw_mmd2(right, history)
        left.set_ylabel(f"seed {seed}\nloss ({history['loss_unit']})")
    return figure


def _draw_losses(axes, history):
    steps, losses = thin_out(history["losses"])
    for (color, line), name, column in zip(
        cycle(LINES), history["loss_columns"], losses.T, strict=False
    ):
        axes.plot(steps, column, line, color=color, lw=0.8, label=name)
    axes.axvline(
        history["ends"][history["chosen"]],
        color=CHOSEN,
        lw=1.5,
        ls="-.",
        label="selected checkpoint",
    )
    axes.plot(
        list(history["ends"].values()),
        [0] * len(history["ends"]),
        "|k",
        ms=9,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
        label="checkpoints",
    )
    axes.set_xlabel("training step")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(alpha=0.3)
    _put_legend_above(axes, 4)


def _draw_mmd2(axes, history):
    epochs = list(history["mmd2"])
    axes.plot(epochs, list(history["mmd2"].values()), "o-", color=MEASURED, label="checkpoints")
    axes.plot(
        history["chosen"],
        history["mmd2"][history["chosen"]],
        "D",
        ms=11,
        mfc="none",
        mew=2,
        color=CHOSEN,
        label="selected",
    )
    axes.axhline(history["floor"], color="black", ls=":", label="floor")
    axes.set_xticks(epochs)
    axes.set_xlabel("checkpoint (epoch)")
    axes.set_ylabel("MMD² (pure number)")
    axes.margins(x=0.1, y=0.12)
    axes.grid(alpha=0.3)
    _put_legend_above(axes, 3, markerscale=0.6)


def _put_legend_above(axes, columns, **style):
    # Values differ by orders of magnitude between runs: inside the axes they could be hidden.
    axes.legend(
        fontsize=8,
        ncols=columns,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        frameon=False,
        **style,
    )


def draw_beat_pair(shown, milliseconds, unit, width=WIDE):
    """Draw two sets of beats side by side on the same axes.

    Parameters
    ----------
    shown : dict of str to (ndarray, ndarray)
        By panel title: the few beats that are drawn as lines, shape (few, length), and all
        beats, shape (n, length), of which the median and the band of percentiles are drawn.
    milliseconds : ndarray of float, shape (length,)
        Time from the R peak in ms.
    unit : str
        Unit of the amplitude.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    columns = count_columns(width, 3, 2)
    figure = Figure(figsize=(width, 2.9 * 2 / columns), layout="constrained")
    panels = figure.subplots(2 // columns, columns, sharex=True, sharey=True).ravel()
    for axes, color, (title, (few, all_beats)) in zip(
        panels, (REAL, SYNTHETIC), shown.items(), strict=True
    ):
        low, middle, high = np.percentile(all_beats, (BAND[0], 50, BAND[1]), axis=0)
        axes.fill_between(milliseconds, low, high, color=color, alpha=0.25, lw=0)
        axes.plot(milliseconds, few.T, color=color, lw=0.6, alpha=0.8, rasterized=True)
        axes.plot(milliseconds, middle, color="black", lw=1.8)
        axes.set_title(title, fontsize=10)
        axes.grid(alpha=0.3)
    for axes in panels[-columns:]:
        axes.set_xlabel("time from the R peak (ms)")
    panels[0].set_ylabel(f"amplitude\n({unit})")
    return figure


def draw_learning(samples, chosen, milliseconds, unit, width=WIDE):
    """Draw the beats that a generator makes from the same latents at each checkpoint.

    Parameters
    ----------
    samples : dict of int to ndarray, shape (few, length)
        By the checkpoint's epoch.
    chosen : int
        Epoch of the selected checkpoint.
    milliseconds : ndarray of float, shape (length,)
        Time from the R peak in ms.
    unit : str
        Unit of the amplitude.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    columns = min(5, len(samples))
    rows = -(-len(samples) // columns)
    figure = Figure(figsize=(width, 0.5 + 1.7 * rows), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for axes in panels[len(samples) :]:
        axes.remove()
    for axes, (epoch, beats) in zip(panels, samples.items(), strict=False):
        # The same latent has the same colour in every panel.
        for color, beat in zip(PALETTE, beats, strict=False):
            axes.plot(milliseconds, beat, color=color, lw=0.8, rasterized=True)
        axes.set_title(f"epoch {epoch}" + (", selected" if epoch == chosen else ""), fontsize=10)
        axes.grid(alpha=0.3)
    figure.supxlabel("time from the R peak (ms)", fontsize=10)
    figure.supylabel(f"amplitude\n({unit})", fontsize=9, multialignment="center")
    return figure
