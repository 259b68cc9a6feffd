"""The study's two figures: differences by arm, and gain against the classifier's strength."""

import numpy as np
from matplotlib.figure import Figure

from evenbeat.figures.style import PALETTE, WIDE
from evenbeat.study.tables import BASELINE, select

# Colours of the kinds of classifier, or of the arms, in their order. Black is for the axes.
COLORS = (PALETTE[4], PALETTE[5], PALETTE[3], PALETTE[6], PALETTE[1], PALETTE[2], PALETTE[7])
MARKERS = "osD^vP*X"


def draw_differences(differences, beds, kinds, arms, width=WIDE):
    """Draw the difference in macro-F1 between each arm and the baseline, one panel per test bed.

    Parameters
    ----------
    differences : DataFrame
        `differences` of `evenbeat.study.tables.tabulate_study`.
    beds : dict of str to str
        Title of the panel by test bed.
    kinds, arms : sequence of str
        Kinds of classifier in the order of the legend, and arms in the order of the rows.
    width : float
        Width of the figure in inches.

    Returns
    -------
    Figure
    """
    shown = select(differences, second=BASELINE, measure="macro_f1")
    arms = [arm for arm in arms if arm != BASELINE]
    figure = Figure(figsize=(width, 1.6 + 0.42 * len(arms)), layout="constrained")
    panels = figure.subplots(1, len(beds), sharey=True, squeeze=False)[0]
    for axes, (bed, title) in zip(panels, beds.items(), strict=True):
        for place, kind in enumerate(kinds):
            rows = select(shown, bed=bed, kind=kind).set_index("first").loc[arms]
            heights = np.arange(len(arms)) + 0.72 / len(kinds) * (place - (len(kinds) - 1) / 2)
            _draw_intervals(axes, heights, rows, COLORS[place])
        axes.axvline(0, color="black", lw=0.8, ls=":")
        axes.set_title(title, fontsize=10)
        axes.locator_params(axis="x", nbins=4)
        axes.grid(alpha=0.3, axis="x")
    panels[0].set_yticks(range(len(arms)), arms)
    panels[0].set_ylim(len(arms) - 0.5, -0.5)
    handles = [axes.plot([], [], color=COLORS[k], lw=5)[0] for k in range(len(kinds))]
    figure.legend(handles, kinds, loc="outside upper center", ncols=len(kinds), fontsize=9)
    figure.supxlabel(
        f"macro-F1 minus that of {BASELINE}; thick lines: 95% interval over seeds, thin lines: "
        "over test records; each panel has its own scale",
        fontsize=9,
    )
    return figure


def _draw_intervals(axes, heights, rows, color):
    for over, width, alpha in (("over_records", 1, 1), ("over_gans", 4, 0.5)):
        low, high = rows[f"{over}_low"], rows[f"{over}_high"]
        axes.hlines(heights, low, high, color=color, lw=width, alpha=alpha)
    axes.scatter(rows["mean"], heights, marker="|", color=color, s=70, linewidths=2)


def draw_strength(strength, beds, width=WIDE):
    """Draw the gain of arms against the score of the classifier without added beats.

    Parameters
    ----------
    strength : DataFrame
        As `evenbeat.study.verdict.compare_strength` returns it.
    beds : dict of str to str
        Title of the panel by test bed.
    width : float
        Width of the figure in inches.

    Returns
    -------
    Figure
    """
    figure = Figure(figsize=(width, 4.2), layout="constrained")
    panels = figure.subplots(1, len(beds), sharey=True, squeeze=False)[0]
    for axes, (bed, title) in zip(panels, beds.items(), strict=True):
        own = select(strength, bed=bed)
        for place, arm in enumerate(own["arm"].unique()):
            rows = select(own, arm=arm)
            # Shift each arm a little, so that intervals with the same classifier do not overlap.
            score = rows["score"] + 0.0015 * place
            color = COLORS[place]
            axes.vlines(
                score, rows["over_records_low"], rows["over_records_high"], color=color, lw=1
            )
            axes.plot(score, rows["gain"], MARKERS[place], color=color, label=arm, ls="")
        for kind, rows in own.groupby("kind"):
            place = rows["score"].iloc[0], rows["over_records_high"].max()
            axes.annotate(kind, place, rotation=60, fontsize=8, ha="left", va="bottom")
        axes.axhline(0, color="black", lw=0.8, ls=":")
        axes.set_title(title, fontsize=10)
        axes.margins(x=0.08, y=0.3)
        axes.grid(alpha=0.3)
    panels[0].set_ylabel(f"macro-F1 minus that of {BASELINE}")
    handles, names = panels[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside upper center", ncols=len(names), fontsize=9)
    figure.supxlabel(
        f"macro-F1 of {BASELINE} with each kind of classifier; lines: 95% over test records",
        fontsize=9,
    )
    return figure
