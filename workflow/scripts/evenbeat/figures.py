"""The report's figures: arrays and tables in, matplotlib figures out.

Figures are made without pyplot, which keeps every figure that it makes in one global list.
"""

import numpy as np
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

# Okabe and Ito 2008: eight colours that people with colour blindness tell apart, and black.
PALETTE = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
    "#B8A800",  # their yellow, darker: the original is hardly seen on white
)
LINES = ("-", "--", ":", "-.", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 3)), (0, (3, 3)))
REAL, SYNTHETIC = PALETTE[4], PALETTE[5]
DISCRIMINATOR, GENERATOR, CHOSEN = PALETTE[4], PALETTE[1], PALETTE[5]
BAND = (10, 90)  # percentiles
WIDTH = 10.0  # inches, of every figure


def style_arms(arms):
    """Give each arm a colour and a line style that it keeps in every figure.

    Parameters
    ----------
    arms : sequence of str

    Returns
    -------
    dict of str to dict
        Keyword arguments of a matplotlib line.
    """
    return {
        arm: {
            "color": PALETTE[number % len(PALETTE)],
            "linestyle": LINES[number % len(LINES)],
        }
        for number, arm in enumerate(arms)
    }


def draw_scores(by_seed, metrics, styles):
    """Draw every classifier's scores as dots and each arm's mean as a bar.

    Parameters
    ----------
    by_seed : DataFrame
        Of one split: a row for each classifier, columns arm and those named in `metrics`.
    metrics : dict of str to str
        Panel title by column name.
    styles : dict
        As `style_arms` makes it; its order is that of the rows.

    Returns
    -------
    Figure
    """
    arms = [arm for arm in styles if arm in set(by_seed["arm"])]
    figure = Figure(figsize=(WIDTH, 1.3 + 0.3 * len(arms)), layout="constrained")
    panels = figure.subplots(1, len(metrics), sharey=True, squeeze=False)[0]
    for axes, (column, title) in zip(panels, metrics.items(), strict=True):
        for row, arm in enumerate(arms):
            scores = by_seed.loc[by_seed["arm"] == arm, column]
            color = styles[arm]["color"]
            axes.plot(scores, [row] * len(scores), "o", color=color, alpha=0.55, mew=0, ms=5)
            axes.plot(scores.mean(), row, "|", color=color, ms=17, mew=3)
        axes.set_title(title, fontsize=10)
        axes.margins(x=0.12)
        axes.locator_params(axis="x", nbins=3)
        axes.tick_params(axis="x", labelsize=8)
        axes.grid(alpha=0.3)
    panels[0].set_yticks(range(len(arms)), arms)
    panels[0].set_ylim(len(arms) - 0.5, -0.5)
    panels[0].set_ylabel("arm")
    figure.supxlabel("score, from 0 to 1; each panel has its own range", fontsize=9)
    return figure


def draw_confusions(confusions, classes):
    """Draw one confusion matrix for each arm.

    Parameters
    ----------
    confusions : dict of str to ndarray of int, shape (classes, classes)
        By arm; rows the annotators' classes, columns the predictions.
    classes : sequence of str

    Returns
    -------
    Figure
    """
    columns = min(3, len(confusions))
    rows = -(-len(confusions) // columns)
    height = WIDTH / 3 * (0.72 + 0.06 * len(classes))
    figure = Figure(figsize=(WIDTH * columns / 3, rows * height), layout="constrained")
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
            color="white" if value > 0.55 else "black",
        )
    axes.set_xticks(range(len(classes)), classes)
    axes.set_yticks(range(len(classes)), classes)
    axes.set_xlabel("predicted class")
    axes.set_ylabel("annotated class")
    return image


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


def _draw_losses(axes, history):
    steps = np.arange(1, len(history["losses"]) + 1)
    for column, (name, color, line) in enumerate(
        (("discriminator", DISCRIMINATOR, "-"), ("generator", GENERATOR, "--"))
    ):
        # Tens of thousands of points: as an image, so that the page stays small.
        axes.plot(
            steps,
            history["losses"][:, column],
            line,
            color=color,
            lw=0.8,
            label=name,
            rasterized=True,
        )
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


def draw_curves(curves, styles):
    """Draw the classifiers' loss and accuracy during training, a line for each arm.

    Parameters
    ----------
    curves : dict of str to DataFrame
        By arm: columns step, loss and accuracy.
    styles : dict
        As `style_arms` makes it.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(WIDTH, 3.4), layout="constrained")
    for axes, (column, label) in zip(
        figure.subplots(1, 2),
        (("loss", "loss (nat)"), ("accuracy", "accuracy on the batch, from 0 to 1")),
        strict=True,
    ):
        for arm, curve in curves.items():
            axes.plot(curve["step"], curve[column], lw=1.3, label=arm, **styles[arm])
        axes.set_xlabel("training step")
        axes.set_ylabel(label)
        axes.grid(alpha=0.3)
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=min(6, len(labels)))
    return figure
