"""What single test records, which stand for patients, do to the comparison of arms."""

import pandas as pd

from evenbeat.contrasts import contrast_pairs, resample_parts


def tabulate_without(parts, records):
    """Make the table of macro-F1 without some of the records, one at a time.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part
    records : sequence of str
        Those that the split lacks are passed over.

    Returns
    -------
    DataFrame
        A row for each arm; a column for each record that is left out, and `none` for none.
    """
    known = next(iter(parts.values())).records
    left_out, rows = [record for record in records if record in known], []
    for name, part in parts.items():
        row = {"arm": name, "none": part.scores().mean()}
        rows.append(row | {r: part.without(r).scores().mean() for r in left_out})
    return pd.DataFrame(rows)


def tabulate_found(parts):
    """Make the table of each record's beats that were found, by class and arm.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part

    Returns
    -------
    DataFrame
        A row for each record and class that it has: `record`, `class`, `beats`, and for each arm
        the mean sensitivity.
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
    """Make the table of each record's beats that were called a class that they are not of.

    Parameters
    ----------
    parts : dict of str to evenbeat.study_parts.Part

    Returns
    -------
    DataFrame
        A row for each class and record of which any beat was: `class`, `record`, and for each arm
        the mean number over its classifiers.
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
        Arms.
    parts : dict of str to evenbeat.study_parts.Part
    comparison : dict
        The configuration's `comparison`.

    Returns
    -------
    DataFrame
        As `evenbeat.contrasts.contrast_pairs` makes it, of macro-F1 and each class's F1, with the
        record as `without`.
    """
    kept = {name: parts[name].without(record) for name in dict.fromkeys(sum(pairs, ()))}
    resampled = resample_parts(kept, comparison)
    table = contrast_pairs(pairs, kept, resampled, comparison["resamples"], comparison["seed"])
    return table[table["measure"].str.fullmatch("macro_f1|f1_[A-Z]")].assign(without=record)
