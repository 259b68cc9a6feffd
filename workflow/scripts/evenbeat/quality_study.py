"""The quality of the study's GANs: tables of all seeds, and what they say together."""

from pathlib import Path

import numpy as np
import pandas as pd

from evenbeat.files import read_json
from evenbeat.tables import read_table
from evenbeat.words import MISSING, write_number


def gather_quality(paths, gans):
    """Gather what `evenbeat.quality_table.measure_quality` found for the GANs of a model.

    Parameters
    ----------
    paths : sequence of str
        Files of one GAN each.
    gans : sequence of dict
        What names each: `seed` and `class`.

    Returns
    -------
    DataFrame
        A row for each GAN and measure: `seed`, `class`, `measure`, `value` and `floor`, empty
        where it could not be measured.
    """
    return pd.DataFrame(
        [
            {**gan, "measure": measure, **found}
            for path, gan in zip(paths, gans, strict=True)
            for measure, found in read_json(path).items()
        ]
    )


def read_quality(folder):
    """Read the tables that are in a folder.

    Parameters
    ----------
    folder : str or Path
        Files <split>_<model>.csv, as `gather_quality` makes them.

    Returns
    -------
    DataFrame
        All of them, `split` and `model` in front; no rows where there are none.
    """
    return read_tables(sorted(Path(folder).glob("*_*.csv")))


def read_tables(paths):
    """Read such files one by one; see `read_quality`."""
    tables = []
    for path in map(Path, paths):
        table = read_table(path)
        for place, name in enumerate(path.stem.split("_", 1)):
            table.insert(place, ("split", "model")[place], name)
        tables.append(table)
    columns = ["split", "model", "seed", "class", "measure", "value", "floor"]
    return pd.concat(tables) if tables else pd.DataFrame(columns=columns)


def summarise_quality(table):
    """Take the median over the GANs of each model.

    Parameters
    ----------
    table : DataFrame
        As `read_quality` gives it.

    Returns
    -------
    DataFrame
        A row for each split, class, measure and model: medians of `value` and `floor`, and how many
        `gans` were measured.
    """
    groups = table.groupby(["split", "class", "measure", "model"], sort=False)
    summary = groups.agg(
        value=("value", "median"), floor=("floor", "median"), gans=("seed", "size")
    )
    return summary.reset_index()


def judge_quality(quality, aims):
    """Hold the quality of beats against what is asked of it.

    Parameters
    ----------
    quality : DataFrame
        As `summarise_quality` gives it, of one split.
    aims : dict
        The configuration's `study.quality`.

    Returns
    -------
    DataFrame
        A row for each class and aim, a column for each model: reached or missed, and by what.
    """
    rows = [
        {"class": row["class"], "aim": aim, "model": row["model"], "found": found}
        for row in quality.to_dict("records")
        for aim, found in _judge_row(row, aims)
    ]
    table = pd.DataFrame(rows, columns=["class", "aim", "model", "found"])
    wide = table.pivot_table(
        index=["class", "aim"], columns="model", values="found", aggfunc="first", sort=False
    )
    return wide.fillna(MISSING).reset_index()


def _judge_row(row, aims):
    value, floor, measure = row["value"], row["floor"], row["measure"]
    if np.isnan(value):
        return
    if measure in aims["share"] and row["class"] in aims["classes"]:
        least, share = aims["share"][measure], value / floor
        word = "reached" if share >= least else "missed"
        yield f"{measure} at least {least:g} of that of real beats", f"{word}, {share:.2f}"
    if measure in aims["no_more"]:
        word = "reached" if value <= floor else "missed"
        numbers = f"{write_number(value, 5)} ({write_number(floor, 5)})"
        yield f"{measure} no more than of real beats", f"{word}, {numbers}"
