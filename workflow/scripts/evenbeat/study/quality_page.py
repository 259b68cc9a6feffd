"""The page on the quality of the generated beats."""

from evenbeat.report.formatting import write_number
from evenbeat.study.markdown import make_table
from evenbeat.study.tables import select

INTRODUCTION = """\
# Quality of the generated beats

Each cell has the median over seeds and, in brackets, the same measure for real beats. In the tables
of aims, each cell begins with the number of seeds that reach the aim. An empty cell: the model has
no beats of this class. All measures use training beats only; the [settings](../settings_gans.md)
explain them."""

# These measures are shares of power above 40 Hz, a few ten-thousandths.
DIGITS = {"noise_median": 5, "noise_high": 5}


def write_quality_page(quality, aims, study):
    """Write the page.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.summarise_quality` returns it.
    aims : DataFrame
        As `evenbeat.quality.summary.check_quality_aims` returns it.
    study : dict
        The configuration's `study`.

    Returns
    -------
    str
        Markdown.
    """
    sections = [INTRODUCTION]
    for split, bed in study["beds"].items():
        own = select(quality, split=split)
        if own.empty:
            continue
        judged = [_judge(row) for row in select(aims, split=split).to_dict("records")]
        place = f"trained on {bed['trained_on']}"
        sections += [f"## Aims, {place}", make_table(_make_rows(judged, "aim"))]
        measured = [
            {"class": row["class"], "measure": row["measure"], "model": row["model"]}
            | {"text": _write_with_floor(row)}
            for row in own.to_dict("records")
        ]
        sections += [f"## All measures, {place}", make_table(_make_rows(measured, "measure"))]
    return "\n\n".join(sections) + "\n"


def _judge(row):
    limit = f"at least {row['share']:g} times" if row["share"] > 0 else "at most"
    text = f"{row['reached']} of {row['gans']}: {_write_with_floor(row)}"
    aim = f"{row['measure']}: {limit} the value of real beats"
    return {"class": row["class"], "aim": aim, "model": row["model"], "text": text}


def _write_with_floor(row):
    digits = DIGITS.get(row["measure"], 3)
    return f"{write_number(row['value'], digits)} ({write_number(row['floor'], digits)})"


def _make_rows(cells, name):
    """Make rows with a column for each model. A cell is empty if the model lacks the class."""
    models = list(dict.fromkeys(cell["model"] for cell in cells))
    rows = {}
    for cell in cells:
        key = cell["class"], cell[name]
        row = rows.setdefault(key, {"class": key[0], name: key[1]} | dict.fromkeys(models, ""))
        row[cell["model"]] = cell["text"]
    return list(rows.values())
