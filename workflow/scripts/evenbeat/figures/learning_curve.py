"""The figure of scores against the number of training patients."""

from functools import partial

from matplotlib.figure import Figure

from evenbeat.evaluation.patient_worth import describe_worth
from evenbeat.figures.style import WIDE, count_columns, style_arms

PANELS = {"macro_f1": "macro-F1", "f1_S": "F1 of S"}


def make_learning_curve(summary, worth, arms):
    """Make the figure of scores against the number of training patients.

    Parameters
    ----------
    summary, worth : DataFrame
        As `evenbeat.evaluation.learning_curve.summarise_draws` and
        `evenbeat.evaluation.patient_worth.value_arms` return them.
    arms : sequence of str

    Returns
    -------
    dict of str to (callable, str)
        `patients`, with its text alternative: what the best arm's beats are worth.
    """
    alt = " ".join(describe_worth(worth))
    return {"patients": (partial(draw_learning_curve, summary, arms), alt)}


def draw_learning_curve(summary, arms, width=WIDE):
    """Draw the mean score over draws of patients, a line for each arm with a band of one SD.

    Parameters
    ----------
    summary : DataFrame
        As `evenbeat.evaluation.learning_curve.summarise_draws` returns it.
    arms : sequence of str
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
        A row for each kind of classifier, a column for each test bed and measure.
    """
    kinds, styles = summary["kind"].unique(), style_arms(arms)
    beds = [(bed, measure) for bed in summary["test_bed"].unique() for measure in PANELS]
    shown = [(kind, *bed) for kind in kinds for bed in beds]
    most = count_columns(width, 1.7, len(beds))
    columns = max(number for number in range(1, most + 1) if len(beds) % number == 0)
    rows = len(shown) // columns
    figure = Figure(figsize=(width, 0.6 + 2.6 * rows), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True)
    for axes, (kind, bed, measure) in zip(grid.ravel(), shown, strict=True):
        of_panel = summary[(summary["kind"] == kind) & (summary["test_bed"] == bed)]
        _draw_panel(axes, of_panel, measure, styles)
        axes.set_title(f"{kind}, {bed}", fontsize=9)
        axes.set_ylabel(PANELS[measure])
    numbers = sorted(summary["patients"].unique())
    for axes in grid[-1]:
        axes.set_xticks(numbers, [str(number) for number in numbers])
        axes.minorticks_off()
        axes.set_xlabel("training patients")
    handles, labels = grid[0][0].get_legend_handles_labels()
    legend = {"ncols": count_columns(width, 1.4, len(labels))}
    figure.legend(handles, labels, loc="outside upper center", **legend)
    return figure


def _draw_panel(axes, summary, measure, styles):
    for arm, style in styles.items():
        line = summary[summary["arm"] == arm].sort_values("patients")
        mean, deviation = line[f"{measure}_mean"], line[f"{measure}_sd"].fillna(0)
        axes.plot(line["patients"], mean, lw=1.4, marker=".", label=arm, **style)
        axes.fill_between(
            line["patients"], mean - deviation, mean + deviation, alpha=0.1, color=style["color"]
        )
    axes.set_xscale("log", base=2)
    axes.grid(alpha=0.3)
