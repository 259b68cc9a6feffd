"""The quality of the study's GANs: tables of all seeds, and what they say together."""

from pathlib import Path

import pandas as pd

from evenbeat.errors import InputError
from evenbeat.files import read_json
from evenbeat.tables import read_table


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
        value=("value", "median"), floor=("floor", "median"), gans=("value", "count")
    )
    return summary.reset_index()


def judge_quality(table, aims):
    """Hold the quality of each GAN's beats against what is asked of it.

    Parameters
    ----------
    table : DataFrame
        As `read_quality` gives it.
    aims : dict
        The configuration's `study.quality`.

    Returns
    -------
    DataFrame
        A row for each split, class, measure and model: the `share` of the floor that is asked for
        at least, or NaN where no more than the floor is; how many GANs `reached` it, of how many
        `gans`; and medians of `value` and `floor`.

    Raises
    ------
    InputError
        If a measure is asked for that there is none of.
    """
    known = table["measure"].unique()
    if unknown := {*aims["share"], *aims["no_more"]} - set(known) if len(table) else ():
        raise InputError(
            f"study.quality: {', '.join(sorted(unknown))} is not measured of beats; there are "
            f"{', '.join(known)}"
        )
    asked = [
        _judge(table[table["measure"].eq(measure) & table["class"].isin(aims["classes"])], share)
        for measure, share in aims["share"].items()
    ]
    asked += [_judge(table[table["measure"] == measure], None) for measure in aims["no_more"]]
    return pd.concat(asked, ignore_index=True)


def _judge(table, share):
    table = table.dropna(subset=["value", "floor"])
    reached = table["value"] <= table["floor"]
    if share is not None:
        reached = table["value"] >= share * table["floor"]
    groups = table.assign(reached=reached, share=share).groupby(
        ["split", "class", "measure", "model", "share"], sort=False, dropna=False
    )
    return groups.agg(
        reached=("reached", "sum"),
        gans=("seed", "size"),
        value=("value", "median"),
        floor=("floor", "median"),
    ).reset_index()
