"""Figures of GANs: arrays in, matplotlib figures out."""

import numpy as np
from matplotlib.figure import Figure

from evenbeat.figures import PALETTE, WIDTH

REAL, SYNTHETIC = PALETTE[4], PALETTE[5]
DISCRIMINATOR, GENERATOR, CHOSEN = PALETTE[4], PALETTE[1], PALETTE[5]
BAND = (10, 90)  # percentiles
STRETCHES = 150


def draw_gan_training(histories):
    """Draw the course of the training of one class's GANs, a row for each seed.

    Parameters
    ----------
    histories : dict of int to dict
        By seed: `losses`, shape (steps, 2), of discriminator and generator; `loss_unit`; `ends`,
        the last step of each milestone by its epoch; `mmd2` by epoch; `floor`; `chosen`, an epoch.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(WIDTH, 2.6 * len(histories)), layout="constrained")
    panels = figure.subplots(len(histories), 2, squeeze=False, width_ratios=[3, 2])
    for (left, right), (seed, history) in zip(panels, histories.items(), strict=True):
        _draw_losses(left, history)
        _draw_mmd2(right, history)
        left.set_ylabel(f"seed {seed}\nloss ({history['loss_unit']})")
    return figure


def thin_out(losses):
    """Average tens of thousands of steps over as many equal stretches as can be told apart.

    Parameters
    ----------
    losses : ndarray of float, shape (steps, k)

    Returns
    -------
    steps : ndarray of float, shape (n,)
        The middle of each stretch, from 1 on; n is at most 150.
    means : ndarray of float, shape (n, k)
    """
    stretches = np.array_split(np.arange(len(losses)), min(STRETCHES, len(losses)))
    means = np.array([losses[stretch].mean(axis=0) for stretch in stretches])
    return np.array([stretch.mean() + 1 for stretch in stretches]), means


def _draw_losses(axes, history):
    steps, losses = thin_out(history["losses"])
    for column, (name, color, line) in enumerate(
        (("discriminator", DISCRIMINATOR, "-"), ("generator", GENERATOR, "--"))
    ):
        axes.plot(steps, losses[:, column], line, color=color, lw=0.8, label=name)
    axes.axvline(
        history["ends"][history["chosen"]], color=CHOSEN, lw=1.5, ls="-.", label="chosen milestone"
    )
    axes.plot(
        list(history["ends"].values()),
        [0] * len(history["ends"]),
        "|k",
        ms=9,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
        label="milestones",
    )
    axes.set_xlabel("training step")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(alpha=0.3)
    # Losses differ by orders of magnitude between runs; the legend must not lie on them.
    axes.legend(fontsize=8, ncols=4, loc="lower right", bbox_to_anchor=(1, 1), frameon=False)


def _draw_mmd2(axes, history):
    epochs = list(history["mmd2"])
    axes.plot(epochs, list(history["mmd2"].values()), "o-", color=DISCRIMINATOR, label="milestones")
    axes.plot(
        history["chosen"],
        history["mmd2"][history["chosen"]],
        "D",
        ms=11,
        mfc="none",
        mew=2,
        color=CHOSEN,
        label="chosen",
    )
    axes.axhline(history["floor"], color="black", ls=":", label="floor")
    axes.set_xticks(epochs)
    axes.set_xlabel("milestone (epoch)")
    axes.set_ylabel("MMD² (pure number)")
    axes.margins(x=0.1, y=0.12)
    axes.grid(alpha=0.3)
    axes.legend(
        fontsize=8,
        ncols=3,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        frameon=False,
        markerscale=0.6,
    )


def draw_beat_pair(shown, milliseconds, unit):
    """Draw two samples of beats side by side on the same axes.

    Parameters
    ----------
    shown : dict of str to (ndarray, ndarray)
        By panel title: the few beats drawn as lines, shape (few, length), and all beats that
        median and band are taken of, shape (n, length).
    milliseconds : ndarray of float, shape (length,)
        Time around the R peak.
    unit : str
        Of the amplitude.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(WIDTH, 2.9), layout="constrained")
    panels = figure.subplots(1, 2, sharex=True, sharey=True)
    for axes, color, (title, (few, all_beats)) in zip(
        panels, (REAL, SYNTHETIC), shown.items(), strict=True
    ):
        low, middle, high = np.percentile(all_beats, (BAND[0], 50, BAND[1]), axis=0)
        axes.fill_between(milliseconds, low, high, color=color, alpha=0.25, lw=0)
        axes.plot(milliseconds, few.T, color=color, lw=0.6, alpha=0.8, rasterized=True)
        axes.plot(milliseconds, middle, color="black", lw=1.8)
        axes.set_title(title, fontsize=10)
        axes.set_xlabel("time from the R peak (ms)")
        axes.grid(alpha=0.3)
    panels[0].set_ylabel(f"amplitude\n({unit})")
    return figure


def draw_learning(samples, chosen, milliseconds, unit):
    """Draw the beats that a generator makes of the same latents at each milestone.

    Parameters
    ----------
    samples : dict of int to ndarray, shape (few, length)
        By the milestone's epoch.
    chosen : int
        The chosen milestone.
    milliseconds : ndarray of float, shape (length,)
        Time around the R peak.
    unit : str
        Of the amplitude.

    Returns
    -------
    Figure
    """
    columns = min(5, len(samples))
    rows = -(-len(samples) // columns)
    figure = Figure(figsize=(WIDTH, 0.5 + 1.7 * rows), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for axes in panels[len(samples) :]:
        axes.remove()
    for axes, (epoch, beats) in zip(panels, samples.items(), strict=False):
        # One colour for each latent, so that the eye can follow it.
        for color, beat in zip(PALETTE, beats, strict=False):
            axes.plot(milliseconds, beat, color=color, lw=0.8, rasterized=True)
        axes.set_title(f"epoch {epoch}" + (", chosen" if epoch == chosen else ""), fontsize=10)
        axes.grid(alpha=0.3)
    figure.supxlabel("time from the R peak (ms)", fontsize=10)
    figure.supylabel(f"amplitude\n({unit})", fontsize=9, multialignment="center")
    return figure


def draw_notice(text):
    """Draw a sentence in place of a figure that there is not.

    Parameters
    ----------
    text : str

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(WIDTH, 0.8))
    figure.text(0.5, 0.5, text, ha="center", va="center", fontsize=10, wrap=True)
    return figure
