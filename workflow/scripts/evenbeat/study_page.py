"""The page of the study, docs/study.md: its tables, and sentences made from them."""

import numpy as np
import pandas as pd

from evenbeat.study import list_aims
from evenbeat.study_differences import (
    describe_controls,
    describe_others,
    describe_precision,
    describe_price,
    describe_unaimed,
)
from evenbeat.study_screens import spread_screens
from evenbeat.study_tables import (
    join_arms,
    make_markdown_table,
    set_side_by_side,
    spread_aims,
    spread_measures,
    spread_quality_aims,
    sum_false_calls,
)
from evenbeat.study_verdict import describe_verdict
from evenbeat.words import MISSING, write_interval, write_number, write_p

INTRODUCTION = """# Does the GAN help?

Made from the tables in this folder's `study/` by `snakemake docs/study.md --configfile
config/study.yaml`, which is also the design: arms, what of them is tuned, aims, and how many seeds.

**Chosen.** Settings, and the best GAN arm, were chosen by folds of the training patients of
`interpatient`, the GANs trained anew for each fold. Arms that were named when others had been
scored (`study.later`) cannot become the best one. `fold_macro_f1` is the score of that choice: of
tuned arms that of the best setting, in the run that the part is of. On another kind of processor
rounding differs, which moved such scores by up to 0.006, and that of `transfer`, whose GANs it
changes as well, by 0.015 (the log, 12 and 19). Not chosen by folds but fixed: the thresholds of
screens, and the number of a classifier's steps. The milestones of `blog`, `wgan` and `hinge` go by
MMD to a tenth of the class's training beats, held out; `transfer` has one. All other scores are on
test beats, means over all GAN seeds and their classifiers.

**Sure.** Intervals are 95%. Those over seeds (GANs first, then the classifiers of each) and over
test records are by bootstrap; the former are too narrow with few GANs, for which there is the
interval of the t test over GANs. Those over records keep the trained networks as they are. “For
certain” speaks of seeds, not of patients: the interval over seeds excludes zero, and p of the t
test is below 0.05. A split's aims are corrected together (Holm), its other arms among themselves;
controls are not. `sd_of_gans` of an arm without a GAN is that between groups of its classifiers.

**Fair.** Each arm has the same network, steps and at most three settings. Arms that add beats fill
the same classes and weigh them alike, but for `smote_full`: all rare classes, full weight. The best
GAN arm is still the best of several; its model was developed on these same folds, and weight and
classes with `transfer` in view. `blog` and `wgan` take about 2,000 and 1,000 steps for each class;
config/blog.yaml takes 34,000 in all. SMOTE finds neighbours by waveform, median beat and rhythm as
they are, so that rhythm, 4 of 604 columns, hardly counts. Where a screen keeps as many beats as are
wanted, the arm without it is its control of the same size. The discriminators of `wgan` and
`transfer` know no threshold, so that their screens keep the better half.

**Where it stands.** Beside the waveform the classifier sees the record's median beat, and the
rhythm relative to the record's. They take no labels but the whole record, test records included,
with R peaks as annotated: it is no classifier of a running signal. Scores between patients are low.
Classical features and an ensemble reached about 0.67 (Mondéjar-Guerra et al. 2019, Biomedical
Signal Processing and Control 47, 41-48); this project's first look, without the median beat and at
the full sampling rate, 0.523 for `none`, and a macro average precision of 0.572. Of the 1,382 S of
record 232 no arm finds more than a twentieth, and all call many beats of records 219 and 222
wrongly S (the log, 7).

What was tried on the way, how often test beats were looked at, and doubts:
[study-log.md](study-log.md)."""

NOTES = {
    "intrapatient": (
        "Settings are those chosen between patients, on folds that hold nearly half of these test "
        "beats, for all arms alike. Every patient has been trained on: records resampled say "
        "nothing of others. Screens of `transfer`, but for `transfer_patient`, have its GANs "
        "trained again on another kind of processor, the same but for rounding."
    )
}
OF_LEFT_OUT = (
    "What is left of the differences that were aimed at: means, intervals of the t test over GANs, "
    "and whether the aim is reached so."
)
OF_SCREENS = (
    "Screened arms less those of as many beats of the model without the screen: macro-F1 with "
    "interval and p of the t test over GANs and interval over records, and F1 of the classes; not "
    "corrected for their number. Of some GANs a screen passes few beats or none, which the mean "
    "of `added` does not show."
)
OF_AIMS = (
    "What is asked of synthetic beats, unscreened: how many GANs reach it, and medians over them, "
    "in brackets of real beats in their place. `noise_high` is the 95% quantile of the share of "
    "power above 40 Hz, `nearest_training` the distance to the nearest beat that was trained on."
)
OF_QUALITY = (
    "Synthetic beats, and in brackets real beats in their place; medians over GANs. What both are "
    "held against is the training beats of a class, of which a GAN has seen nine tenths. Of a GAN "
    "that names the patient only beats for patients who have the class are compared (but in "
    "`nearest_training`, `copied` and `train_on_synthetic_f1`), so that how beats for other "
    "patients should look is not measured. `copied` goes by whole beats: what was copied onto "
    "another patient's median beat it does not see. `transfer` adds nothing above 40 Hz to a "
    "median beat: power there is the median beat's. `two_sample_auc` goes by patients; where beats "
    "name none it falls below 0.5, of real ones in their place too."
)


def describe_committees(scores, contrasts, best):
    """Describe the scores of the committees of each GAN's classifiers.

    Parameters
    ----------
    scores, contrasts : DataFrame
        `committees` and `committee_contrasts` of `evenbeat.study.tabulate_all`, rows of the split.
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
        As `evenbeat.study.list_aims` returns them.

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
        As `evenbeat.study.tabulate_all` returns them; and `quality` and `quality_aims`, from
        `summarise_quality` and `judge_quality` of `evenbeat.quality_study`.
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
