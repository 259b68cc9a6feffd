"""Tables of the study's page, as a reader sees them."""

import pandas as pd

from evenbeat.study_verdict import MARKS, judge_aim
from evenbeat.words import write_cell, write_interval, write_measure, write_number

# Power above 40 Hz is a few ten thousandths of a beat's.
DIGITS = {"noise_median": 5, "noise_high": 5}


def make_markdown_table(table):
    """Write a table in Markdown, numbers rounded.

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
    """Make a table of one measure, a row for each arm and a column for each class.

    Parameters
    ----------
    scores : DataFrame
        As `evenbeat.study.tabulate_scores` makes it.
    prefix : str
        The measure, without the class.

    Returns
    -------
    DataFrame
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
    """Make the table of arms and their macro-F1, the best first.

    Parameters
    ----------
    arms, scores : DataFrame
        Of `evenbeat.study.tabulate_all`, of one split.

    Returns
    -------
    DataFrame
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
    """Make the table of what is left of the differences that were aimed at without a record.

    Parameters
    ----------
    aims : list of dict
        As `evenbeat.study.list_aims` gives them.
    contrasts, without : DataFrame
        `contrasts` and `contrasts_without` of `evenbeat.study.tabulate_all`, of the best GAN arm
        on one split.

    Returns
    -------
    DataFrame
        A row for each aim; a column for all records and for each that is left out: difference,
        interval of the t test, and whether it reaches the aim.
    """
    columns = {"all records": contrasts}
    columns |= {f"without {name}": own for name, own in without.groupby("without", sort=False)}
    rows = []
    for aim in aims:
        row = {"difference": f"{write_measure(aim['measure'])}, {aim['reference']}"}
        for name, own in columns.items():
            found = own[(own["measure"] == aim["measure"]) & (own["second"] == aim["reference"])]
            for one in found.to_dict("records"):
                word = MARKS[judge_aim(aim, own)[0]]
                number = write_number(one["mean"])
                row[name] = f"{number} ({write_interval(one, 'over_gans')}), {word}"
        rows.append(row)
    return pd.DataFrame(rows).dropna()


def sum_false_calls(best, table):
    """Make the table of beats that are wrongly called a class, and of the records they are of.

    Parameters
    ----------
    best : str
        The best GAN arm, which is shown beside `none`.
    table : DataFrame
        `false_calls` of `evenbeat.study.tabulate_all`, of one split.

    Returns
    -------
    DataFrame
        A row for each class and arm: `called`, `arm`, `beats` and the three `records` with most.
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
    """Bring the quality of several models' beats into one table.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality_study.summarise_quality` makes it, of one split.

    Returns
    -------
    DataFrame
        A row for each class and measure, a column for each model: value and floor as text.
    """
    written = [_write_beside_floor(row) for row in quality.to_dict("records")]
    table = quality.assign(written=written).pivot_table(
        index=["class", "measure"], columns="model", values="written", aggfunc="first", sort=False
    )
    return table.reset_index()


def _write_beside_floor(row):
    digits = DIGITS.get(row["measure"], 3)
    return f"{write_number(row['value'], digits)} ({write_number(row['floor'], digits)})"


def spread_quality_aims(table):
    """Make the table of what is asked of synthetic beats, a column for each model.

    Parameters
    ----------
    table : DataFrame
        As `evenbeat.quality_study.judge_quality` makes it, of one split.

    Returns
    -------
    DataFrame
        Cells say how many GANs reach it, and the medians: value and, in brackets, floor.
    """
    rows = []
    for row in table.to_dict("records"):
        asked = f"at least {row['share']:g} of" if row["share"] > 0 else "no more than"
        found = f"{row['reached']} of {row['gans']}: {_write_beside_floor(row)}"
        rows.append({**row, "asked": f"{row['measure']} {asked} real beats'", "found": found})
    wide = pd.DataFrame(rows).pivot_table(
        index=["class", "asked"], columns="model", values="found", aggfunc="first", sort=False
    )
    return wide.reset_index()
