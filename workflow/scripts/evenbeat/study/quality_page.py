"""The page on the quality of the generated beats."""

from evenbeat.report.formatting import write_number
from evenbeat.study.markdown import make_table
from evenbeat.study.tables import select

INTRODUCTION = """\
# Quality of the generated beats

Each cell is the median over seeds, with the value of real beats in their place in brackets. The
manual explains the measures ([config/README.md](../../config/README.md)). Beats are compared with
training beats only."""

# A few ten-thousandths of a beat's power are above 40 Hz.
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
        asked = [_judge(row) for row in select(aims, split=split).to_dict("records")]
        sections += [f"## Aims, {bed['name']}", make_table(_spread(asked, "aim"))]
        written = [
            {"class": row["class"], "measure": row["measure"], "model": row["model"]}
            | {"written": _beside_floor(row)}
            for row in own.to_dict("records")
        ]
        sections += [f"## All measures, {bed['name']}", make_table(_spread(written, "measure"))]
    return "\n\n".join(sections) + "\n"


def _judge(row):
    asked = f"at least {row['share']:g} of" if row["share"] > 0 else "no more than"
    found = f"{row['reached']} of {row['gans']}: {_beside_floor(row)}"
    aim = f"{row['measure']} {asked} real beats'"
    return {"class": row["class"], "aim": aim, "model": row["model"], "written": found}


def _beside_floor(row):
    digits = DIGITS.get(row["measure"], 3)
    return f"{write_number(row['value'], digits)} ({write_number(row['floor'], digits)})"


def _spread(cells, name):
    """Spread cells over a column for each model; a model without the class has an empty one."""
    models = list(dict.fromkeys(cell["model"] for cell in cells))
    rows = {}
    for cell in cells:
        key = cell["class"], cell[name]
        row = rows.setdefault(key, {"class": key[0], name: key[1]} | dict.fromkeys(models, ""))
        row[cell["model"]] = cell["written"]
    return list(rows.values())
