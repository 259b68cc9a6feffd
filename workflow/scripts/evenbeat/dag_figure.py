"""The rules of a run and what they read of each other, as a figure."""

from pathlib import Path

from matplotlib.figure import Figure

from evenbeat.figures import WIDTH
from evenbeat.files import read_json
from evenbeat.gan_figures import draw_notice

SWEEPS = 4


def picture_dag(path):
    """Draw the plan of a run.

    Parameters
    ----------
    path : str
        What the run has written down when it began: `jobs`, the number of each rule's, and
        `edges`, pairs of a rule and one that it reads from.

    Returns
    -------
    dict of str to (matplotlib.figure.Figure, str)
        `dag`, with what it shows.
    """
    if not Path(path).exists():
        text = "The plan of the run was not written down."
        return {"dag": (draw_notice(text), text)}
    plan = read_json(path)
    named = ", ".join(f"{rule} {number}" for rule, number in sorted(plan["jobs"].items()))
    return {"dag": (draw_dag(plan["edges"], plan["jobs"]), f"Rules and their jobs: {named}.")}


def draw_dag(edges, jobs):
    """Draw rules in rows, each below all that it reads from.

    Parameters
    ----------
    edges : sequence of (str, str)
        A rule and one whose output it reads; those that read themselves are passed over.
    jobs : dict of str to int
        How many jobs each rule has.

    Returns
    -------
    Figure
    """
    edges = [(rule, source) for rule, source in edges if rule != source]
    rows = arrange_rows(edges, jobs)
    places = {
        rule: ((column + 0.5) / len(row), -number)
        for number, row in enumerate(rows)
        for column, rule in enumerate(row)
    }
    figure = Figure(figsize=(WIDTH, 0.3 + 0.5 * len(rows)), layout="constrained")
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
    """Put rules into rows, each below all that it reads from and near to them.

    Parameters
    ----------
    edges : sequence of (str, str)
        Of an acyclic graph: a rule and one whose output it reads.
    jobs : dict of str to int
        Its keys are all rules.

    Returns
    -------
    list of list of str
    """
    sources = {rule: sorted(source for reader, source in edges if reader == rule) for rule in jobs}
    depth = {}

    def find_depth(rule):
        if rule not in depth:
            depth[rule] = 1 + max(map(find_depth, sources[rule]), default=-1)
        return depth[rule]

    rows = [[] for _ in range(1 + max(map(find_depth, jobs), default=-1))]
    for rule in sorted(jobs):
        rows[depth[rule]].append(rule)
    for _ in range(SWEEPS):
        place = {rule: (column + 0.5) / len(row) for row in rows for column, rule in enumerate(row)}
        for row in rows:
            row.sort(key=lambda rule: _middle([place[one] for one in sources[rule]]))
    return rows


def _middle(places):
    return sum(places) / len(places) if places else 0.5
