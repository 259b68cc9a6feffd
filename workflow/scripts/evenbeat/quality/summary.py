"""Quality of the synthetic beats of the study's GANs: tables of all seeds, and a summary."""

from pathlib import Path

import pandas as pd

from evenbeat.io.csv_tables import read_table
from evenbeat.io.json_files import read_json
from evenbeat.runtime.errors import InputError


def gather_quality(paths, gans):
    """Gather the measures of the GANs of a model.

    Parameters
    ----------
    paths : sequence of str
        JSON files, one per GAN, with the result of `evenbeat.quality.measure.measure_quality`.
    gans : sequence of dict
        `seed` and `class` of each GAN.

    Returns
    -------
    DataFrame
        One row per GAN and measure: `seed`, `class`, `measure`, `value` and `floor`, which are
        None where it could not be measured.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    return pd.DataFrame(
        [
            {**gan, "measure": measure, **found}
            for path, gan in zip(paths, gans, strict=True)
            for measure, found in read_json(path).items()
        ]
    )


def read_quality_folder(folder):
    """Read all quality tables of a folder.

    Parameters
    ----------
    folder : str or Path
        Has files <split>_<model>.csv, each a table of `gather_quality`.

    Returns
    -------
    DataFrame
        All tables in one, with the columns `split` and `model` added. Empty without files.
    """
    return read_quality_tables(sorted(Path(folder).glob("*_*.csv")))


def read_quality_tables(paths):
    """Read quality tables into one.

    Parameters
    ----------
    paths : sequence of str or Path
        Files <split>_<model>.csv, each a table of `gather_quality`.

    Returns
    -------
    DataFrame
        All tables in one, with the columns `split` and `model` added. Empty without files.
    """
    tables = []
    for path in map(Path, paths):
        table = read_table(path)
        for place, name in enumerate(path.stem.split("_", 1)):
            table.insert(place, ("split", "model")[place], name)
        tables.append(table)
    columns = ["split", "model", "seed", "class", "measure", "value", "floor"]
    return pd.concat(tables) if tables else pd.DataFrame(columns=columns)


def summarise_quality(table):
    """Compute medians over the GANs of each model.

    Parameters
    ----------
    table : DataFrame
        As `read_quality_folder` returns it.

    Returns
    -------
    DataFrame
        One row per split, class, measure and model: medians of `value` and `floor`, and the number
        of `gans` that were measured.
    """
    groups = table.groupby(["split", "class", "measure", "model"], sort=False)
    summary = groups.agg(
        value=("value", "median"), floor=("floor", "median"), gans=("value", "count")
    )
    return summary.reset_index()


def check_quality_aims(table, aims):
    """Compare the quality of each GAN's beats with the aims.

    Parameters
    ----------
    table : DataFrame
        As `read_quality_folder` returns it.
    aims : dict
        The configuration's `study.quality`.

    Returns
    -------
    DataFrame
        One row per split, class, measure and model: `share`, if the aim is a value of at least this
        share of the floor, or NaN if the aim is a value of at most the floor; the number of GANs
        that `reached` the aim, of `gans`; and medians of `value` and `floor`.

    Raises
    ------
    InputError
        If an aim names a measure that the table lacks.
    """
    known = table["measure"].unique()
    if unknown := {*aims["share"], *aims["no_more"]} - set(known) if len(table) else ():
        raise InputError(
            f"study.quality: {', '.join(sorted(unknown))} is unknown; expected one of: "
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
