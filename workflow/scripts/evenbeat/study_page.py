"""The page of the study: tables and the sentences that follow from them."""

import numpy as np

from evenbeat.study import tabulate_without

INTRODUCTION = """# Does the GAN help?

Made from the tables in this folder's `study/` by `snakemake docs/study.md --configfile
config/study.yaml`, which is also the design: arms, what of them is tuned, and how many seeds.
Settings, and the best GAN arm, were chosen by folds of the training patients; the GANs were trained
anew for each fold. `fold_macro_f1` is the score of that choice. All other scores are on test beats,
means over all GAN seeds and their classifiers; `macro_f1_sd` is the standard deviation between GAN
seeds. What was tried on the way is in [study-log.md](study-log.md)."""

MINUS = "\N{MINUS SIGN}"


def write_number(value, digits=3):
    r"""Write a number as it stands in text; a missing one as a dash.

    Examples
    --------
    >>> write_number(0.0321), write_number(None, 1) == "\N{EN DASH}"
    ('0.032', True)
    """
    if value is None or np.isnan(value):
        return "\N{EN DASH}"
    return f"{value:.{digits}f}".replace("-", MINUS)


def make_markdown_table(table, digits=3):
    """Write a table in Markdown, numbers rounded.

    Parameters
    ----------
    table : DataFrame
    digits : int
        After the point, of columns of float.

    Returns
    -------
    str
    """

    def write(value):
        return write_number(value, digits) if isinstance(value, float) else str(value)

    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[write(value) for value in row] for row in table.itertuples(index=False)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def describe_contrast(row):
    """Say what a row of `evenbeat.study.contrast_with` means.

    Parameters
    ----------
    row : mapping

    Returns
    -------
    str
    """
    sure = row["over_seeds_low"] > 0 or row["over_seeds_high"] < 0
    way = "higher" if row["mean"] > 0 else "lower"
    verdict = f"is {way} than with" if sure else "does not differ for certain from that with"
    over_seeds, over_records = (
        f"{write_number(row[f'{over}_low'])} to {write_number(row[f'{over}_high'])}"
        for over in ("over_seeds", "over_records")
    )
    return (
        f"Macro-F1 with {row['first']} {verdict} {row['second']}: {write_number(row['mean'])}, 95% "
        f"interval over seeds {over_seeds}, over records {over_records}; p {row['t_holm']:.2g} (t) "
        f"and {row['wilcoxon_holm']:.2g} (Wilcoxon), after Holm."
    )


def judge(contrasts, margins):
    """Give the verdict on the aim: every margin reached, and no interval over seeds with a zero.

    Parameters
    ----------
    contrasts : DataFrame
        As `evenbeat.study.contrast_with` makes it.
    margins : dict of str to float
        By how much the GAN has to be better than each reference.

    Returns
    -------
    str
    """
    rows = contrasts.set_index("second")
    missed = [
        f"{name} (by {write_number(rows.loc[name, 'mean'])}, {margin:g} was the aim)"
        for name, margin in margins.items()
        if rows.loc[name, "mean"] < margin or rows.loc[name, "over_seeds_low"] <= 0
    ]
    if not missed:
        return f"The GAN helps: it is better than {', '.join(margins)} by what was aimed at."
    return f"The GAN does not help as was aimed at: not better than {'; '.join(missed)}."


def describe_split(parts, tables, study, split):
    """Write the section on a split.

    Parameters
    ----------
    parts : dict of str to Part
    tables : dict of str to DataFrame
        Its rows of those of `write_page`.
    study : dict
        The configuration's `study`.
    split : str

    Returns
    -------
    str
        Markdown.
    """
    scores, contrasts = tables["scores"], tables["contrasts"]
    left_out = ("split", "sensitivity", "positive")
    shown = [c for c in scores.columns if not c.startswith(left_out)]
    sections = [
        f"## {split}",
        judge(contrasts, study["margins"]),
        f"Best GAN arm on the folds of the training patients: {contrasts['first'].iloc[0]}.",
        *(describe_contrast(row) for row in contrasts.to_dict("records")),
        make_markdown_table(scores[shown]),
    ]
    if without := [r for r in study["without"] if r in next(iter(parts.values())).records]:
        sections += [
            "Macro-F1 without a record:",
            make_markdown_table(tabulate_without(parts, without)),
        ]
    if len(quality := tables["quality"]):
        sections += [
            "Synthetic beats, and in brackets real beats in their place; medians over GANs:",
            make_markdown_table(set_side_by_side(quality)),
        ]
    return "\n\n".join(sections)


def set_side_by_side(quality):
    """Bring the quality of several models' beats into one table.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality_study.summarise_quality` makes it, of one split.

    Returns
    -------
    DataFrame
        A row for each class and measure, a column for each model.
    """
    written = quality["value"].map(write_number) + " (" + quality["floor"].map(write_number) + ")"
    table = quality.assign(written=written).pivot_table(
        index=["class", "measure"], columns="model", values="written", aggfunc="first", sort=False
    )
    return table.reset_index()


def write_page(parts, tables, study):
    """Write the page.

    Parameters
    ----------
    parts : dict of str to dict of str to Part
        By split and arm.
    tables : dict of str to DataFrame
        What `evenbeat.study.tabulate_all` made of them; and `quality`, what
        `evenbeat.quality_study.summarise_quality` made of the GANs.
    study : dict
        The configuration's `study`.

    Returns
    -------
    str
        Markdown.
    """
    sections = [INTRODUCTION]
    for split, of_split in parts.items():
        own = {name: table[table["split"] == split] for name, table in tables.items()}
        sections.append(describe_split(of_split, own, study, split))
    return "\n\n".join(sections) + "\n"
