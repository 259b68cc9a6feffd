"""The page of the study: tables and the sentences that follow from them."""

import numpy as np
import pandas as pd

from evenbeat.quality_study import judge_quality
from evenbeat.study import list_aims
from evenbeat.study_verdict import (
    describe_controls,
    describe_false_calls,
    describe_left_out,
    describe_others,
    describe_precision,
    describe_price,
    describe_unaimed,
    describe_verdict,
)
from evenbeat.words import MISSING, write_cell, write_interval, write_number

INTRODUCTION = """# Does the GAN help?

Made from the tables in this folder's `study/` by `snakemake docs/study.md --configfile
config/study.yaml`, which is also the design: arms, what of them is tuned, aims, and how many seeds.

**Chosen.** Settings, and the best GAN arm, were chosen by folds of the training patients of
`interpatient`, the GANs trained anew for each fold. `fold_macro_f1` is the score of that choice: of
tuned arms that of the best setting, in the run that the part is of. On another kind of processor
rounding differs, which moved such scores by up to 0.006. Not chosen by folds but fixed: the
thresholds of screens, and the number of a classifier's steps. The milestones of `blog`, `wgan` and
`hinge` go by MMD to a tenth of the class's training beats, held out; `transfer` has one. All other
scores are on test beats, means over all GAN seeds and their classifiers.

**Sure.** Intervals are 95%. Those over seeds (GANs first, then the classifiers of each) and over
test records are by bootstrap; the former are too narrow with few GANs, for which there is the
interval of the t test over GANs. Those over records keep the trained networks as they are. Certain
is meant of seeds, not of patients: that the interval over seeds excludes zero and p of the t test
is below 0.05. A split's aims are corrected together (Holm), its other arms among themselves;
controls, named later, are not. `sd_of_gans` of an arm without a GAN is that between groups of its
classifiers.

**Fair.** Each arm has the same network, steps and at most three settings. Arms that add beats fill
the same classes and weigh them alike, but for `smote_full`: all rare classes, full weight. The best
GAN arm is still the best of several; its model was developed on these same folds, and weight and
classes with `transfer` in view. `blog` and `wgan` run as in config/config.yaml, much shortened.
SMOTE finds neighbours by waveform, median beat and rhythm as they are, so that rhythm, 4 of 604
columns, hardly counts. Screens: where one keeps as many beats as are wanted, the arm without it is
its control of the same size. The discriminators of `wgan` and `transfer` know no threshold, so that
theirs keep the better half.

**Where it stands.** Of a beat the classifier sees its record's median beat and its rhythm relative
to the record's, which take no labels but the whole record, test records included, with R peaks as
annotated: it is no classifier of a running signal. Scores between patients are low. Classical
features and an ensemble reached about 0.67 (Mondéjar-Guerra et al. 2019, Biomedical Signal
Processing and Control 47, 41-48); this project's first look, without the median beat, 0.523 for
`none`, and a macro average precision of 0.572. Of record 232 most beats are S, so that its median
beat hides them from all arms, and all call many beats of records 219 and 222 wrongly S (the log,
7).

What was tried on the way, how often test beats were looked at, and doubts:
[study-log.md](study-log.md)."""

NOTES = {
    "intrapatient": (
        "Settings are those chosen between patients, on folds that hold nearly half of these test "
        "beats, for all arms alike. Every patient has been trained on: records resampled say "
        "nothing of others."
    )
}
# Power above 40 Hz is a few ten thousandths of a beat's.
DIGITS = {"noise_median": 5, "noise_high": 5}
OF_AIMS = (
    "What was asked of synthetic beats: medians over GANs of all that each makes, unscreened; "
    "`noise_high` is the 95% quantile of the share of power above 40 Hz."
)
OF_QUALITY = (
    "Synthetic beats, and in brackets real beats in their place; medians over GANs. What both are "
    "held against is the training beats of a class, of which a GAN has seen nine tenths. Of a GAN "
    "that names the patient only beats for patients who have the class are compared (but in "
    "`nearest_training`, `copied` and the last row), so that how beats for other patients should "
    "look is not measured. `copied` goes by whole beats: what was copied onto another patient's "
    "median beat it does not see. `transfer` adds nothing above 40 Hz to a median beat: power "
    "there is the median beat's. `two_sample_auc` is between patients, and below 0.5 where what "
    "tells beats apart differs from patient to patient."
)


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
        `committees` and `committee_contrasts` of `evenbeat.study.tabulate_all`, of the split.
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


def describe_split(tables, study, split, missing):
    """Write the section on a split.

    Parameters
    ----------
    tables : dict of str to DataFrame
        Its rows of those of `write_page`.
    study : dict
        The configuration's `study`.
    split : str
    missing : sequence of str
        Arms without a part.

    Returns
    -------
    str
        Markdown.
    """
    arms, scores, contrasts = tables["arms"], tables["scores"], tables["contrasts"]
    best = arms.loc[arms["best_gan"], "arm"].item()
    aims, controls = list_aims(study["aims"].get(split, {})), study["controls"]
    sections = [
        f"## {split}",
        *([NOTES[split]] if split in NOTES else []),
        *describe_verdict(best, aims, controls, tables, split, missing),
        *describe_unaimed(best, aims, contrasts),
        *describe_controls(best, controls, contrasts),
        describe_precision(best, contrasts),
        describe_price(best, contrasts),
        f"![Differences from none](study/differences_{split}.svg)",
        describe_others(best, contrasts),
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
    sections += describe_records(tables, best, aims)
    if len(quality := tables["quality"]):
        judged, shown = judge_quality(quality, study["quality"]), set_side_by_side(quality)
        sections += [OF_AIMS, make_markdown_table(judged), OF_QUALITY, make_markdown_table(shown)]
    return "\n\n".join(sections)


def describe_records(tables, best, aims):
    """Write what single records do to the comparison.

    Parameters
    ----------
    tables : dict of str to DataFrame
        Of a split, as for `describe_split`.
    best : str
        The best GAN arm.
    aims : list of dict
        As `evenbeat.study.list_aims` gives them.

    Returns
    -------
    list of str
    """
    sections = []
    without = tables["without"].drop(columns="split").dropna(axis="columns")
    if len(without.columns) > 2:
        without = without.rename(columns={"none": "all records"})
        heading = "Macro-F1 without a record, and what of the differences aimed at is left then:"
        left = describe_left_out(aims, tables["left_out"])
        sections += [heading, make_markdown_table(without), *([left] if left else [])]
    return [
        *sections,
        "Beats wrongly called a class, mean over classifiers, and the records that have most:",
        make_markdown_table(describe_false_calls(best, tables["false_calls"])),
        "What each arm finds in each record, and what it calls wrongly there: "
        "[records.csv](study/tables/records.csv), [false_calls.csv](study/tables/false_calls.csv).",
    ]


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
    written = [
        "{} ({})".format(
            *(write_number(row[key], DIGITS.get(row["measure"], 3)) for key in ("value", "floor"))
        )
        for row in quality.to_dict("records")
    ]
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


def write_page(tables, study, planned):
    """Write the page.

    Parameters
    ----------
    tables : dict of str to DataFrame
        What `evenbeat.study.tabulate_all` made; and `quality`, what
        `evenbeat.quality_study.summarise_quality` made of the GANs.
    study : dict
        The configuration's `study`.
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
        sections.append(describe_split(own, study, split, missing.get(split, [])))
    return "\n\n".join(sections) + "\n"
