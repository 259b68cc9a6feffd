"""Figures of the quality of synthetic beats: measures beside those of real beats, and a map."""

from functools import partial

from matplotlib.figure import Figure

from evenbeat.figures.arms import REAL, SYNTHETIC
from evenbeat.figures.style import WIDE, count_columns, draw_notice

# Panel title of each measure, with the direction in which it improves.
SHOWN = {
    "precision": "precision\n(higher is better)",
    "coverage": "coverage\n(higher is better)",
    "frechet": "Fréchet distance\n(lower is better)",
    "duplicated": "near-duplicates\n(lower is better)",
    "copied": "copies\n(lower is better)",
    "noise_high": "power above 40 Hz\n(as real beats)",
}
ROW = 0.3  # inches


def make_quality_figures(quality, beat_map, split):
    """Make both figures of a split.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.read_quality_tables` returns it, only the split's rows.
    beat_map : DataFrame
        As `evenbeat.quality.projection.map_beats` returns it.
    split : str

    Returns
    -------
    dict of str to (callable, str)
        `quality` and `map`, each with its text alternative.
    """
    measured = quality.dropna(subset=["value", "floor"])
    medians = measured.groupby(["measure", "class", "model"])[["value", "floor"]].median()
    named = "; ".join(
        f"{model}, class {cls}: {row.value:.2f}, real beats {row.floor:.2f}"
        for (_, cls, model), row in medians.filter(like="precision", axis=0).iterrows()
    )
    return {
        "quality": (
            partial(draw_quality, measured),
            f"{split}: measures of synthetic beats beside real ones. Precision: {named}.",
        ),
        "map": (
            partial(draw_map, beat_map),
            f"{split}: where synthetic beats of each class and GAN lie among training beats.",
        ),
    }


def draw_quality(quality, width=WIDE):
    """Draw each GAN's measures as dots, and those of real beats as a bar.

    Parameters
    ----------
    quality : DataFrame
        A row for each GAN and measure: `class`, `model`, `measure`, `value` and `floor`.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    shown = quality[quality["measure"].isin(SHOWN)]
    if shown.empty:
        return draw_notice("No synthetic beats were measured: too few, or none were made.", width)
    rows = list(dict.fromkeys(zip(shown["class"], shown["model"], strict=True)))
    figure = Figure(figsize=(width, 1.5 + ROW * len(rows)), layout="constrained")
    panels = figure.subplots(1, len(SHOWN), sharey=True)
    for axes, (measure, title) in zip(panels, SHOWN.items(), strict=True):
        of_measure = shown[shown["measure"] == measure].set_index(["class", "model"])
        for place, row in enumerate(rows):
            own = of_measure[of_measure.index == row]
            axes.plot(own["value"], [place] * len(own), "o", color=SYNTHETIC, ms=5, alpha=0.6)
            axes.plot(own["floor"].median(), place, "|", color=REAL, ms=16, mew=3)
        axes.set_title(title, fontsize=8.5)
        axes.locator_params(axis="x", nbins=3)
        axes.tick_params(axis="x", labelsize=8)
        axes.margins(x=0.15)
        axes.grid(alpha=0.3)
    panels[0].set_yticks(range(len(rows)), [f"{cls}, {model}" for cls, model in rows])
    panels[0].set_ylim(len(rows) - 0.5, -0.5)
    dots, bar = panels[0].lines[:2]
    labels = ("synthetic beats of a GAN", "real beats in their place")
    figure.legend([dots, bar], labels, loc="outside upper center", ncols=2, markerscale=0.8)
    return figure


def draw_map(beat_map, width=WIDE):
    """Draw a map of beats for each class and GAN, with all training beats behind.

    Parameters
    ----------
    beat_map : DataFrame
        As `evenbeat.quality.projection.map_beats` returns it.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    training = beat_map[beat_map["kind"] == "training"]
    generated = beat_map[beat_map["kind"] == "synthetic"]
    if generated.empty:
        return draw_notice("No synthetic beats were made.", width)
    models, classes = (
        list(dict.fromkeys(generated["model"])),
        list(dict.fromkeys(generated["class"])),
    )
    shown = [(model, cls) for model in models for cls in classes]
    columns = count_columns(width, 1.6, len(classes))
    rows = -(-len(shown) // columns)
    height = 0.9 + rows * min(2.4, width / columns)
    figure = Figure(figsize=(width, height), layout="constrained")
    panels = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for axes in panels[len(shown) :]:
        axes.remove()
    for axes, (model, cls) in zip(panels, shown, strict=False):
        groups = (
            (training, "0.7", ".", "training beats of other classes"),
            (training[training["class"] == cls], REAL, "o", "training beats of the class"),
            (
                generated[(generated["class"] == cls) & (generated["model"] == model)],
                SYNTHETIC,
                "x",
                "synthetic beats",
            ),
        )
        for table, color, marker, label in groups:
            axes.plot(
                table["x"],
                table["y"],
                marker,
                color=color,
                ms=3.5,
                mew=0.8,
                alpha=0.6,
                label=label,
                rasterized=True,
            )
        axes.set_title(f"class {cls}, {model}", fontsize=9)
    handles, labels = panels[0].get_legend_handles_labels()
    legend = {"ncols": count_columns(width, 3, 3), "fontsize": 9}
    figure.legend(handles, labels, loc="outside upper center", **legend)
    figure.supxlabel("first component of the features (pure number)", fontsize=9)
    figure.supylabel("second component", fontsize=9)
    return figure
