"""The influence of single test records, which stand for patients, on the comparison of arms."""

import pandas as pd

from evenbeat.evaluation.contrasts import contrast_pairs, resample_parts


def tabulate_without(parts, records):
    """Tabulate the macro-F1 of each arm without some of the records, one at a time.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.
    records : sequence of str
        Records to leave out. Those that the split lacks are skipped.

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


def tabulate_false_calls(parts):
    """Tabulate the false positives of each arm by class and record.

    Parameters
    ----------
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.

    Returns
    -------
    DataFrame
        One row per class and record with false positives: `class`, `record`, and for each arm
        their number, mean over its classifiers.
    """
    first, counts = next(iter(parts.values())), {}
    for name, part in parts.items():
        confusion = part.confusion.mean(axis=(0, 1))
        hits = confusion.diagonal(axis1=1, axis2=2)
        counts[name] = (confusion.sum(axis=1) - hits).T.ravel()
    index = pd.MultiIndex.from_product([first.classes, first.records], names=["class", "record"])
    table = pd.DataFrame(counts, index=index)
    return table[table.any(axis="columns")].reset_index()


def contrast_without(record, pairs, parts, comparison):
    """Compare pairs of arms without one of the records.

    Parameters
    ----------
    record : str
    pairs : sequence of (str, str)
        Names of the two arms.
    parts : dict of str to evenbeat.evaluation.results.Part
        The parts of a split, by arm.
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    DataFrame
        As `evenbeat.evaluation.contrasts.contrast_pairs` returns it, for macro-F1 and the F1 of
        each class, with the record as `without`.
    """
    kept = {name: parts[name].without(record) for name in dict.fromkeys(sum(pairs, ()))}
    resampled = resample_parts(kept, comparison)
    table = contrast_pairs(pairs, kept, resampled, comparison["resamples"], comparison["seed"])
    return table[table["measure"].str.fullmatch("macro_f1|f1_[A-Z]")].assign(without=record)
