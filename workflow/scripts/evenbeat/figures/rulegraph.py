"""A figure of a run's rule graph."""

from functools import partial
from graphlib import TopologicalSorter
from pathlib import Path

from matplotlib.figure import Figure

from evenbeat.figures.style import WIDE, count_columns, draw_notice
from evenbeat.io.json_files import read_json

SWEEPS = 4  # passes that place the rules of a row
LABEL = 1.75  # inches, of the longest name of a rule


def make_rulegraph_figure(path):
    """Make the figure of a run's plan.

    Parameters
    ----------
    path : str
        Path of the plan that the run wrote at its start: `jobs`, the number of jobs of each rule,
        and `edges`, pairs of a rule and one that it reads from.

    Returns
    -------
    dict of str to (callable, str)
        `dag`, with its text alternative. A notice if there is no plan.
    """
    if not Path(path).exists():
        text = "The plan of the run was not written down."
        return {"dag": (partial(draw_notice, text), text)}
    plan = read_json(path)
    named = ", ".join(f"{rule} {number}" for rule, number in sorted(plan["jobs"].items()))
    draw = partial(draw_rulegraph, plan["edges"], plan["jobs"])
    return {"dag": (draw, f"Rules and their jobs: {named}.")}


def draw_rulegraph(edges, jobs, width=WIDE):
    """Draw rules in rows, each below all rules that it reads from.

    Parameters
    ----------
    edges : sequence of (str, str)
        A rule and one that it reads from. A rule that reads from itself is no edge of the graph.
    jobs : dict of str to int
        Number of jobs of each rule.
    width : float
        Of the figure, inches.

    Returns
    -------
    Figure
    """
    edges = [(rule, source) for rule, source in edges if rule != source]
    most = count_columns(width, LABEL, len(jobs))
    rows = [
        row[start : start + most]
        for row in arrange_rows(edges, jobs)
        for start in range(0, len(row), most)
    ]
    places = {
        rule: ((column + 0.5) / len(row), -number)
        for number, row in enumerate(rows)
        for column, rule in enumerate(row)
    }
    figure = Figure(figsize=(width, 0.3 + 0.5 * len(rows)), layout="constrained")
    axes = figure.subplots()
    for rule, source in edges:
        (x, y), (from_x, from_y) = places[rule], places[source]
        axes.annotate(
            "",
            (x, y + 0.22),
            (from_x, from_y - 0.22),
            arrowprops={"arrowstyle": "->", "color": "0.55", "lw": 0.8, "shrinkA": 0, "shrinkB": 0},
        )
    for rule, (x, y) in places.items():
        axes.text(x, y, f"{rule} ({jobs[rule]:,})", ha="center", va="center", fontsize=8)
    axes.set_xlim(0, 1)
    axes.set_ylim(-len(rows) + 0.5, 0.5)
    axes.axis("off")
    return figure


def arrange_rows(edges, jobs):
    """Arrange rules in rows, each below all rules that it reads from and near to them.

    Parameters
    ----------
    edges : sequence of (str, str)
        A rule and one that it reads from.
    jobs : dict of str to int
        Its keys are all rules.

    Returns
    -------
    list of list of str
        The rules of each row, from top to bottom and from left to right.

    Raises
    ------
    graphlib.CycleError
        If the graph has a cycle.
    """
    sources = {rule: sorted(source for reader, source in edges if reader == rule) for rule in jobs}
    sorter, rows = TopologicalSorter(sources), []
    sorter.prepare()
    while sorter.is_active():
        rows.append(sorted(sorter.get_ready()))
        sorter.done(*rows[-1])
    for _ in range(SWEEPS):
        place = {rule: (column + 0.5) / len(row) for row in rows for column, rule in enumerate(row)}
        for row in rows:
            row.sort(key=lambda rule: _middle([place[one] for one in sources[rule]]))
    return rows


def _middle(places):
    return sum(places) / len(places) if places else 0.5
