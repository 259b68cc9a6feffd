"""The influence of single test records, and so of patients, on the comparison of arms."""

import pandas as pd


def tabulate_without(parts, records):
    """Tabulate the macro-F1 of each arm without some of the records, one at a time.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.
    records : sequence of str
        Records to leave out. Records that the split lacks are skipped.

    Returns
    -------
    DataFrame
        One row per arm: `arm`; `none`, the macro-F1 with all records; and a column for each record
        that is left out.
    """
    known = next(iter(parts.values())).records
    left_out, rows = [record for record in records if record in known], []
    for name, part in parts.items():
        row = {"arm": name, "none": part.scores().mean()}
        rows.append(row | {r: part.without(r).scores().mean() for r in left_out})
    return pd.DataFrame(rows)


def tabulate_found(parts):
    """Tabulate the sensitivity of each arm by record and class.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.

    Returns
    -------
    DataFrame
        One row per record and class with beats: `record`, `class`, `beats`, and for each arm the
        mean sensitivity of its classifiers.
    """
    rows = {}
    for name, part in parts.items():
        mean = part.confusion.mean(axis=(0, 1))
        for record, confusion in zip(part.records, mean, strict=True):
            for place, cls in enumerate(part.classes):
                if beats := round(confusion[place].sum()):
                    row = rows.setdefault(
                        (record, cls), {"record": record, "class": cls, "beats": beats}
                    )
                    row[name] = confusion[place, place] / beats
    return pd.DataFrame(rows.values())
