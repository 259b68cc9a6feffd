"""The report's part on the databases: what their beats are, and how many each record has."""

import numpy as np
import pandas as pd

from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.data.aami import CLASSES
from evenbeat.report.html import make_table


def name_sources(paths):
    """Name the kind of each database's beats, "real" or "simulated".

    Parameters
    ----------
    paths : sequence of str
        Path of the table of beats of each database.

    Returns
    -------
    dict of str to str
        By the database's name.
    """
    found = map(read_attributes, paths)
    return {
        str(attributes["database"]): "simulated" if attributes["simulated"] else "real"
        for attributes in found
    }


def name_source(sources, databases):
    """Name the kind of the beats of some databases.

    Parameters
    ----------
    sources : dict of str to str
        As `name_sources` returns it.
    databases : sequence of str

    Returns
    -------
    str

    Examples
    --------
    >>> name_source({"a": "real", "b": "simulated", "c": "real"}, ["a", "b"])
    'real and simulated'
    """
    return " and ".join(sorted({sources[name] for name in databases}))


def tabulate_databases(paths):
    """Tabulate what each database has: leads, sampling rates, patients, and beats by class.

    Parameters
    ----------
    paths : sequence of str
        Table of all beats of each database.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.

    Raises
    ------
    InputError
        If a table of beats cannot be read.
    """
    header = ["database", "leads used", "recorded at (Hz)", "records", "patients", *CLASSES]
    caption = (
        "All records of each database, also those that are in no split. Beats with a whole window "
        "by AAMI class, and the number of patients who have them. Other sampling rates are "
        "resampled"
    )
    return make_table(caption, header, [_describe_database(path) for path in paths])


def _describe_database(path):
    attributes, beats = read_attributes(path), read_beats(path, ("label", "patient"))
    rates = sorted({f"{rate:g}" for rate in attributes["record_sampling_rates"]})
    cells = []
    for cls in CLASSES:
        own = beats["patient"][beats["label"] == cls]
        cells.append(f"{len(own):,} in {len(set(own))}" if len(own) else "0")
    return [
        str(attributes["database"]),
        ", ".join(sorted(set(attributes["leads"]))),
        ", ".join(rates),
        *_with_commas([len(attributes["records"]), len(np.unique(beats["patient"]))]),
        *cells,
    ]


def tabulate_database(path, preferred):
    """Tabulate the records of a database, with lead and number of beats of each class.

    Parameters
    ----------
    path : str
        Table of all beats of the database.
    preferred : sequence of str
        The leads that the configuration prefers.

    Returns
    -------
    dict
        `table`, as `evenbeat.report.html.make_table` returns it; `database`, its name; `preferred`,
        these leads in words; `odd`, the records with another lead; `published`, whether a checksum
        list of the database's own verified the files; `outside`, the number of beats
        that were left out because their annotation is outside the signal; `close`, of beats
        less than 0.1 s after the one before; `merged`, of annotations of a beat that another
        channel has too.

    Raises
    ------
    InputError
        If the table of beats cannot be read.
    """
    attributes = read_attributes(path)
    beats = read_beats(path, ("record", "label"))
    counts = pd.crosstab(beats["record"], beats["label"])
    counts = counts.reindex(index=attributes["records"], columns=list(CLASSES), fill_value=0)
    rows = []
    for record, lead, annotated in zip(
        attributes["records"], attributes["leads"], attributes["annotated_beats"], strict=True
    ):
        of_record = counts.loc[record].to_numpy()
        rows.append([record, lead, *_with_commas([annotated, of_record.sum(), *of_record])])
    total = counts.to_numpy().sum(axis=0)
    sums = [np.sum(attributes["annotated_beats"]), total.sum(), *total]
    rows.append(["all", "", *_with_commas(sums)])
    header = ["record", "lead used", "annotated beats", "beats with a whole window", *CLASSES]
    database = str(attributes["database"])
    caption = f"Beats of the database {database}, by record and AAMI class"
    return {
        "table": make_table(caption, header, rows),
        "database": database,
        "preferred": " or ".join(preferred),
        "odd": [row[0] for row in rows[:-1] if preferred and row[1] not in preferred],
        "published": bool(attributes["published_checksums"]),
        "outside": int(np.sum(attributes["beats_outside"])),
        "close": int(np.sum(attributes["close_beats"])),
        "merged": int(np.sum(attributes["merged_annotations"])),
    }


def _with_commas(numbers):
    return [f"{number:,}" for number in numbers]
