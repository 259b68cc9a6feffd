"""The page of the study: tables and the sentences that follow from them."""

import numpy as np
import pandas as pd

from evenbeat.statistics import LEVEL
from evenbeat.study import list_aims
from evenbeat.words import MISSING, write_cell, write_interval, write_measure, write_number

INTRODUCTION = """# Does the GAN help?

Made from the tables in this folder's `study/` by `snakemake docs/study.md --configfile
config/study.yaml`, which is also the design: arms, what of them is tuned, aims, and how many seeds.
Settings, and the best GAN arm, were chosen by folds of the training patients; the GANs were trained
anew for each fold. `fold_macro_f1` is the score of that choice. All other scores are on test beats,
means over all GAN seeds and their classifiers. Intervals are 95%, by bootstrap: those over seeds
(GANs first, then the classifiers of each) say how sure the number is on these patients, those over
test records how sure it is on others. With few GANs those over seeds are narrower than they say; a
difference is called certain only if its interval excludes zero and p of the t test over GANs, after
Holm, is below 0.05. The best GAN arm is the best of several, each with as many settings as `smote`
has alone. What was tried on the way: [study-log.md](study-log.md)."""


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


def judge_aim(aim, contrasts):
    """Say whether an aim was reached.

    Parameters
    ----------
    aim : dict
        As `evenbeat.study.list_aims` gives it.
    contrasts : DataFrame
        As `evenbeat.study.tabulate_contrasts` makes it, of the best GAN arm.

    Returns
    -------
    reached : bool or None
        None if the reference has no part yet.
    text : str
    """
    measure, reference = write_measure(aim["measure"]), aim["reference"]
    rows = contrasts[contrasts["measure"] == aim["measure"]].set_index("second")
    if reference not in rows.index:
        return None, f"{measure} against {reference}: there is no part yet."
    row = rows.loc[reference]
    found = (
        f"{write_number(row['mean'])}, 95% interval over seeds "
        f"{write_interval(row, 'over_seeds')}, over records {write_interval(row, 'over_records')}"
    )
    if "margin" not in aim:
        reached = bool(row["mean"] >= 0)
        verdict = "no worse" if reached else "worse"
        return reached, f"{measure} is {verdict} than with {reference}: {found}."
    # With few seeds the bootstrap's interval is too narrow; the t test says so.
    certain = row["t_holm"] < 1 - LEVEL and not row["over_seeds_low"] <= 0 <= row["over_seeds_high"]
    reached = bool(certain and row["mean"] >= aim["margin"])
    verdict = "does not differ for certain from that"
    if certain:
        verdict = f"is {'higher' if row['mean'] > 0 else 'lower'} than"
    wanted = f" (aim: {aim['margin']:g} or more)" if aim["margin"] else ""
    return reached, (
        f"{measure} {verdict} with {reference}: {found}{wanted}; p {row['t_holm']:.2g} (t) and "
        f"{row['wilcoxon_holm']:.2g} (Wilcoxon, {row['least_wilcoxon']:.2g} at least before Holm), "
        "after Holm."
    )


def describe_verdict(best, aims, contrasts, missing=()):
    """Give the verdict on a split's aims, and the sentence on each of them.

    Parameters
    ----------
    best : str
        The best GAN arm.
    aims : list of dict
        As `evenbeat.study.list_aims` gives them.
    contrasts : DataFrame
        As `evenbeat.study.tabulate_contrasts` makes it, of the split.
    missing : sequence of str
        Arms that are planned and have no part yet: one of them may become the best.

    Returns
    -------
    list of str
    """
    own = contrasts[contrasts["first"] == best]
    judged = [judge_aim(aim, own) for aim in aims]
    reached = [verdict for verdict, _ in judged]
    if missing or None in reached:
        verdict = (
            f"No verdict yet: parts are missing. So far {reached.count(True)} of {len(aims)} aims "
            "are reached."
        )
    elif all(reached):
        verdict = f"The GAN helps: all {len(aims)} aims were reached."
    else:
        verdict = (
            "The GAN does not help as was aimed at: "
            f"{reached.count(True)} of {len(aims)} aims were reached."
        )
    marks = {True: "reached", False: "missed", None: "open"}
    lines = [f"- {marks[verdict]}: {text}" for verdict, text in judged]
    return [f"**{verdict}** {_name_best(best)}", "\n".join(lines)]


def _name_best(best):
    return f"The best GAN arm on the folds of the training patients is `{best}`."


def describe_failures(contrasts):
    """Name the arms that are for certain worse than `none`, and those of which nothing is certain.

    Parameters
    ----------
    contrasts : DataFrame
        As `evenbeat.study.tabulate_contrasts` makes it, of the split.

    Returns
    -------
    str
    """
    rows = contrasts[(contrasts["second"] == "none") & (contrasts["measure"] == "macro_f1")]
    groups = {
        "lower than with none": rows[rows["over_seeds_high"] < 0],
        "higher than with none": rows[rows["over_seeds_low"] > 0],
        "not for certain either": rows[
            (rows["over_seeds_low"] <= 0) & (rows["over_seeds_high"] >= 0)
        ],
    }
    sentences = [
        f"{heading}: {', '.join(group['first']) or 'no arm'}" for heading, group in groups.items()
    ]
    return f"Macro-F1, by the interval over seeds, is {'; '.join(sentences)}."


def spread_measures(scores, prefix, over="over_seeds"):
    """Make a table of one measure, a row for each arm and a column for each class.

    Parameters
    ----------
    scores : DataFrame
        As `evenbeat.study.tabulate_scores` makes it.
    prefix : str
        The measure, without the class.
    over : str
        Which interval stands in brackets.

    Returns
    -------
    DataFrame
    """
    own = scores[scores["measure"].str.fullmatch(f"{prefix}_[A-Z]")]
    written = [
        f"{write_number(row['mean'])} ({write_interval(row, over)})"
        for row in own.to_dict("records")
    ]
    table = own.assign(cls=own["measure"].str[-1], written=written)
    wide = table.pivot_table(index="arm", columns="cls", values="written", aggfunc="first")
    return wide.loc[own["arm"].unique(), table["cls"].unique()].reset_index()


def join_arms(arms, scores):
    """Make the table of arms and their macro-F1, the best first."""
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


def describe_committees(scores, contrasts, best):
    """Write what the classifiers of each GAN score together.

    Parameters
    ----------
    scores, contrasts : DataFrame
        As `evenbeat.study.tabulate_scores` and `tabulate_contrasts` make them, of committees.
    best : str
        The best GAN arm.

    Returns
    -------
    list of str
        A sentence and a table: macro-F1 of each arm, the best first, and its differences.
    """
    macro = scores[scores["measure"] == "macro_f1"].sort_values(
        "mean", ascending=False, kind="stable"
    )
    own = contrasts[contrasts["measure"] == "macro_f1"]
    held = own[own["second"] == "none"].set_index("first").to_dict("index")
    rows = [
        {
            "arm": row["arm"],
            "macro_f1": row["mean"],
            "sd_of_gans": row["sd"],
            "less none": held.get(row["arm"], {}).get("mean", np.nan),
            "over_records": write_interval(held[row["arm"]], "over_records")
            if row["arm"] in held
            else MISSING,
        }
        for row in macro.to_dict("records")
    ]
    against = [
        f"{write_number(row['mean'])} against {row['second']} (p {row['t']:.2g}, t test)"
        for row in own[own["first"] == best].to_dict("records")
    ]
    heading = (
        "Secondary, not corrected for their number: the classifiers of each GAN as a committee, "
        f"which says the mean of their probabilities. Macro-F1 of `{best}`: {', '.join(against)}."
    )
    return [heading, make_markdown_table(pd.DataFrame(rows))]


def describe_split(tables, aims, split, missing):
    """Write the section on a split.

    Parameters
    ----------
    tables : dict of str to DataFrame
        Its rows of those of `write_page`.
    aims : list of dict
        As `evenbeat.study.list_aims` gives them.
    split : str
    missing : sequence of str
        Arms without a part.

    Returns
    -------
    str
        Markdown.
    """
    arms, scores = tables["arms"], tables["scores"]
    best = arms.loc[arms["best_gan"], "arm"].item()
    sections = [
        f"## {split}",
        *describe_verdict(best, aims, tables["contrasts"], missing),
        f"![Differences from none](study/differences_{split}.svg)",
        describe_failures(tables["contrasts"]),
        make_markdown_table(join_arms(arms, scores)),
        f"![Scores of all classifiers](study/scores_{split}.svg)",
    ]
    for prefix, title in (
        ("f1", "F1"),
        ("sensitivity", "Sensitivity"),
        ("positive_predictive_value", "Positive predictive value"),
    ):
        heading = f"{title} of each class, interval over seeds in brackets:"
        sections += [heading, make_markdown_table(spread_measures(scores, prefix))]
    sections += describe_committees(tables["committees"], tables["committee_contrasts"], best)
    without = tables["without"].drop(columns="split").dropna(axis="columns")
    if len(without.columns) > 2:
        sections += ["Macro-F1 without a record:", make_markdown_table(without)]
    if len(quality := tables["quality"]):
        sections += [
            "Synthetic beats, and in brackets real beats in their place; medians over GANs:",
            make_markdown_table(set_side_by_side(quality)),
        ]
    sections.append("What each arm finds in each record: [records.csv](study/tables/records.csv).")
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
        A row for each class and measure, a column for each model: value and floor as text.
    """
    written = quality["value"].map(write_number) + " (" + quality["floor"].map(write_number) + ")"
    table = quality.assign(written=written).pivot_table(
        index=["class", "measure"], columns="model", values="written", aggfunc="first", sort=False
    )
    return table.reset_index()


def list_missing(tables, planned):
    """List the arms that are planned and have no part yet, by split.

    Parameters
    ----------
    tables : dict of str to DataFrame
        As for `write_page`.
    planned : dict of str to list of str
        Arms by split.

    Returns
    -------
    dict of str to list of str
    """
    there = set(zip(tables["arms"]["split"], tables["arms"]["arm"], strict=True))
    return {
        split: [arm for arm in arms if (split, arm) not in there] for split, arms in planned.items()
    }


def write_page(tables, aims, planned):
    """Write the page.

    Parameters
    ----------
    tables : dict of str to DataFrame
        What `evenbeat.study.tabulate_all` made; and `quality`, what
        `evenbeat.quality_study.summarise_quality` made of the GANs.
    aims : dict of str to dict
        The configuration's `study.aims`, by split.
    planned : dict of str to list of str
        The arms that the study is to have, by split.

    Returns
    -------
    str
        Markdown.
    """
    missing = list_missing(tables, planned)
    sections = [INTRODUCTION]
    if lists := [f"{split}: {', '.join(arms)}" for split, arms in missing.items() if arms]:
        sections.append(f"**Not run yet**, {'; '.join(lists)}.")
    for split in tables["arms"]["split"].unique():
        own = {key: table[table["split"] == split] for key, table in tables.items()}
        of_split = list_aims(aims.get(split, {}))
        sections.append(describe_split(own, of_split, split, missing.get(split, [])))
    return "\n\n".join(sections) + "\n"
