"""The page of the study, docs/study.md: its tables, and sentences made from them."""

import numpy as np
import pandas as pd

from evenbeat.report.formatting import MISSING, write_interval, write_number, write_p
from evenbeat.study.ablation import spread_screens
from evenbeat.study.aims import list_aims
from evenbeat.study.differences import (
    describe_controls,
    describe_others,
    describe_precision,
    describe_price,
    describe_unaimed,
)
from evenbeat.study.markdown import (
    join_arms,
    make_markdown_table,
    set_side_by_side,
    spread_aims,
    spread_measures,
    spread_quality_aims,
    sum_false_calls,
)
from evenbeat.study.prose import INTRODUCTION, NOTES, OF_AIMS, OF_LEFT_OUT, OF_QUALITY, OF_SCREENS
from evenbeat.study.verdict import describe_verdict


def describe_committees(scores, contrasts, best):
    """Describe the scores of the committees of each GAN's classifiers.

    Parameters
    ----------
    scores, contrasts : DataFrame
        `committees` and `committee_contrasts` of `evenbeat.study.tables.tabulate_all`, rows of the
        split.
    best : str
        The best GAN arm.

    Returns
    -------
    list of str
        A text, and a table in Markdown: macro-F1 of each arm, the best first, and its difference
        from `none`.
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
        f"{write_number(row['mean'])} against {row['second']} ({write_p(row['t'])}, t test)"
        for row in own[own["first"] == best].to_dict("records")
    ]
    heading = (
        "Secondary, not corrected for their number: the classifiers of each GAN as a committee, "
        f"which says the mean of their probabilities. Macro-F1 of `{best}`: {', '.join(against)}."
    )
    return [heading, make_markdown_table(pd.DataFrame(rows))]


def describe_split(tables, study, split, missing):
    """Write the section on a split.

    Parameters
    ----------
    tables : dict of str to DataFrame
        As for `write_page`, rows of the split.
    study : dict
        The configuration's `study`.
    split : str
    missing : sequence of str
        Planned arms without a part.

    Returns
    -------
    str
        Markdown.
    """
    arms, scores, contrasts = tables["arms"], tables["scores"], tables["contrasts"]
    best = arms.loc[arms["best_gan"], "arm"].item()
    aims = list_aims(study["aims"].get(split, {}))
    controls = study["controls"].get(arms.loc[arms["best_gan"], "model"].item(), [])
    sections = [
        f"## {split}",
        *([NOTES[split]] if split in NOTES else []),
        *describe_verdict(best, aims, controls, tables, split, missing),
        *describe_unaimed(best, aims, contrasts),
        *describe_controls(best, controls, contrasts),
        *describe_precision(best, contrasts),
        *describe_price(best, contrasts),
        f"![Differences from none](study/differences_{split}.svg)",
        *describe_others(best, contrasts),
        make_markdown_table(join_arms(arms, scores)),
        f"![Scores of all classifiers](study/scores_{split}.svg)",
    ]
    if len(screens := spread_screens(arms, contrasts)):
        sections += [OF_SCREENS, make_markdown_table(screens)]
    for prefix, title in (
        ("f1", "F1"),
        ("sensitivity", "Sensitivity"),
        ("positive_predictive_value", "Positive predictive value"),
    ):
        heading = f"{title} of each class, interval over seeds in brackets:"
        sections += [heading, make_markdown_table(spread_measures(scores, prefix))]
    sections += describe_committees(tables["committees"], tables["committee_contrasts"], best)
    sections += describe_records(tables, best, aims)
    if len(quality := tables["quality"]):
        sections += [OF_AIMS, make_markdown_table(spread_quality_aims(tables["quality_aims"]))]
        sections += [OF_QUALITY, make_markdown_table(set_side_by_side(quality))]
    return "\n\n".join(sections)


def describe_records(tables, best, aims):
    """Describe the influence of single records on the comparison.

    Parameters
    ----------
    tables : dict of str to DataFrame
        As for `describe_split`.
    best : str
        The best GAN arm.
    aims : list of dict
        As `evenbeat.study.aims.list_aims` returns them.

    Returns
    -------
    list of str
        Paragraphs and tables in Markdown.
    """
    sections = []
    without = tables["without"].drop(columns="split").dropna(axis="columns")
    if len(without.columns) > 2:
        without = without.rename(columns={"none": "all records"})
        sections += ["Macro-F1 without a record:", make_markdown_table(without)]
        contrasts = tables["contrasts"]
        left = spread_aims(aims, contrasts[contrasts["first"] == best], tables["contrasts_without"])
        sections += [OF_LEFT_OUT, make_markdown_table(left)]
    return [
        *sections,
        "Beats wrongly called a class, mean over classifiers, and the records that have most:",
        make_markdown_table(sum_false_calls(best, tables["false_calls"])),
        "What each arm finds in each record, and what it calls wrongly there: "
        "[records.csv](study/tables/records.csv), [false_calls.csv](study/tables/false_calls.csv).",
    ]


def list_missing(tables, planned):
    """List the planned arms without a part.

    Parameters
    ----------
    tables : dict of str to DataFrame
        As for `write_page`.
    planned : dict of str to list of str
        Arms by split.

    Returns
    -------
    dict of str to list of str
        Arms by split.
    """
    there = set(zip(tables["arms"]["split"], tables["arms"]["arm"], strict=True))
    return {
        split: [arm for arm in arms if (split, arm) not in there] for split, arms in planned.items()
    }


def write_page(tables, study, planned):
    """Write the page.

    Parameters
    ----------
    tables : dict of str to DataFrame
        As `evenbeat.study.tables.tabulate_all` returns them; and `quality` and `quality_aims`, from
        `summarise_quality` and `judge_quality` of `evenbeat.quality.summary`.
    study : dict
        The configuration's `study`.
    planned : dict of str to list of str
        The arms of the configuration, by split.

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
        sections.append(describe_split(own, study, split, missing.get(split, [])))
    return "\n\n".join(sections) + "\n"
