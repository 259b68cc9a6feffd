"""Tables of the study's page, with rounded numbers."""

import pandas as pd

from evenbeat.report.formatting import write_cell, write_interval, write_measure, write_number
from evenbeat.study.aim_results import MARKS, judge_aim
from evenbeat.study.differences import select_differences

# A few ten-thousandths of a beat's power are above 40 Hz.
DIGITS = {"noise_median": 5, "noise_high": 5}


def make_markdown_table(table):
    """Write a table in Markdown, with rounded numbers.

    Parameters
    ----------
    table : DataFrame

    Returns
    -------
    str
    """
    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[write_cell(value) for value in row] for row in table.itertuples(index=False)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def spread_measures(scores, prefix):
    """Spread a measure of the classes over a column for each class.

    Parameters
    ----------
    scores : DataFrame
        As `evenbeat.evaluation.compare_run.score_arms` returns it.
    prefix : str
        The measure, without the class.

    Returns
    -------
    DataFrame
        One row per arm. Each cell has the mean and, in brackets, its interval over seeds.
    """
    own = scores[scores["measure"].str.fullmatch(f"{prefix}_[A-Z]")]
    written = [
        f"{write_number(row['mean'])} ({write_interval(row, 'over_seeds')})"
        for row in own.to_dict("records")
    ]
    table = own.assign(cls=own["measure"].str[-1], written=written)
    wide = table.pivot_table(index="arm", columns="cls", values="written", aggfunc="first")
    return wide.loc[own["arm"].unique(), table["cls"].unique()].reset_index()


def join_arms(arms, scores):
    """Join the properties of the arms and their macro-F1, the best arm first.

    Parameters
    ----------
    arms, scores : DataFrame
        Of `evenbeat.study.tables.tabulate_all`, rows of one split.

    Returns
    -------
    DataFrame
        One row per arm: `arm`, `setting`, `added`, `fold_macro_f1`, `macro_f1`, `sd_of_gans`, the
        intervals `over_seeds` and `over_records`, and `macro_average_precision`.
    """
    macro = scores[scores["measure"] == "macro_f1"].set_index("arm").loc[arms["arm"]]
    records = macro.to_dict("records")
    table = arms[["arm", "setting", "added", "fold_macro_f1"]].assign(
        macro_f1=macro["mean"].to_numpy(),
        sd_of_gans=macro["sd"].to_numpy(),
        over_seeds=[write_interval(row, "over_seeds") for row in records],
        over_records=[write_interval(row, "over_records") for row in records],
        macro_average_precision=arms["macro_average_precision"].to_numpy(),
    )
    return table.sort_values("macro_f1", ascending=False, kind="stable")


def spread_aims(aims, contrasts, without):
    """Tabulate the differences that have an aim, with all records and without single ones.

    Parameters
    ----------
    aims : list of dict
        As `evenbeat.study.aims.list_aims` returns them.
    contrasts, without : DataFrame
        `contrasts` and `contrasts_without` of `evenbeat.study.tables.tabulate_all`, rows of the
        best GAN arm on one split.

    Returns
    -------
    DataFrame
        One row per aim; a column for all records, and one for each record left out. Each cell has
        the difference, the interval of the t test, and whether the aim is reached.
    """
    columns = {"all records": contrasts}
    columns |= {f"without {name}": own for name, own in without.groupby("without", sort=False)}
    rows = []
    for aim in aims:
        row = {"difference": f"{write_measure(aim['measure'])}, {aim['reference']}"}
        for name, own in columns.items():
            found = select_differences(own, measure=aim["measure"], second=aim["reference"])
            for one in found.to_dict("records"):
                word = MARKS[judge_aim(aim, own)[0]]
                number = write_number(one["mean"])
                row[name] = f"{number} ({write_interval(one, 'over_gans')}), {word}"
        rows.append(row)
    return pd.DataFrame(rows).dropna()


def sum_false_calls(best, table):
    """Sum the false positives of each class, for the best GAN arm and `none`.

    Parameters
    ----------
    best : str
        The best GAN arm.
    table : DataFrame
        `false_calls` of `evenbeat.study.tables.tabulate_all`, rows of one split.

    Returns
    -------
    DataFrame
        One row per class and arm: `called`, the class; `arm`; `beats`, their number; and up to
        three `records` with the most of them.
    """
    table, rows = table.dropna(axis="columns", how="all"), []
    for cls, own in table.groupby("class", sort=False):
        for arm in (name for name in ("none", best) if name in own.columns):
            most = own.set_index("record")[arm].sort_values(ascending=False, kind="stable")[:3]
            records = [f"{name} ({number:.0f})" for name, number in most.items() if number >= 0.5]
            beats = f"{own[arm].sum():.0f}"
            rows.append({"called": cls, "arm": arm, "beats": beats, "records": ", ".join(records)})
    return pd.DataFrame(rows)


def set_side_by_side(quality):
    """Spread the quality of synthetic beats over a column for each model.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.summarise_quality` returns it, rows of one split.

    Returns
    -------
    DataFrame
        One row per class and measure. Each cell has the value and, in brackets, the floor.
    """
    written = [_write_beside_floor(row) for row in quality.to_dict("records")]
    return _spread_models(quality.assign(written=written), "measure")


def _spread_models(table, name):
    """Spread the column `written` over a column for each model, by class and another column."""
    wide = table.pivot_table(
        index=["class", name], columns="model", values="written", aggfunc="first", sort=False
    )
    return wide.reset_index()


def _write_beside_floor(row):
    digits = DIGITS.get(row["measure"], 3)
    return f"{write_number(row['value'], digits)} ({write_number(row['floor'], digits)})"


def spread_quality_aims(table):
    """Spread the aims for the quality of synthetic beats over a column for each model.

    Parameters
    ----------
    table : DataFrame
        As `evenbeat.quality.summary.check_quality_aims` returns it, rows of one split.

    Returns
    -------
    DataFrame
        One row per class and aim. Each cell has the number of GANs that reach the aim, and the
        medians: value and, in brackets, floor.
    """
    rows = []
    for row in table.to_dict("records"):
        asked = f"at least {row['share']:g} of" if row["share"] > 0 else "no more than"
        found = f"{row['reached']} of {row['gans']}: {_write_beside_floor(row)}"
        rows.append({**row, "asked": f"{row['measure']} {asked} real beats'", "written": found})
    return _spread_models(pd.DataFrame(rows), "asked")
