"""The report's part on the comparison of arms: the verdict, and tables of scores."""

import numpy as np

from evenbeat.pipeline.targets import run_arms
from evenbeat.report.formatting import write_cell, write_interval, write_number
from evenbeat.report.html import make_table
from evenbeat.report.verdict import select_verdict_arm, state_verdict

OF_CLASS = {
    "sensitivity": "sensitivity",
    "positive_predictive_value": "positive predictive value",
    "f1": "F1",
}
INTERVALS = {
    "over_seeds": "95% interval over seeds",
    "over_records": "95% interval over test records",
}


def compare_split(split, classes, tables, captions, fold_scores, config):
    """Make the verdict and the tables of a split's comparison.

    Parameters
    ----------
    split : str
    classes : sequence of str
        The split's classes.
    tables : dict of str to DataFrame
        `by_arm` of all splits, which `evenbeat.evaluation.metric_tables.summarise_arms` returns,
        and the tables of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    captions : dict of str to str
        Of the tables, by name.
    fold_scores : dict of str to float
        As `evenbeat.report.training_sets.read_fold_scores` returns them.
    config : dict
        The whole configuration.

    Returns
    -------
    dict
        `model`, that of the GAN arm of the verdict, or None; `headline` and `sentences` of the
        verdict; and the tables `scores`, `contrasts`, `classes`, `records` and `without`.
    """
    arms, measures = run_arms(config), tables["measures"]
    choice = select_verdict_arm(measures, arms, fold_scores)
    headline, sentences = state_verdict(
        split, choice, tables["contrasts"], arms, config["gan"]["seeds"]
    )
    return {
        "model": arms[choice[0]].model if choice[0] else None,
        "headline": headline,
        "sentences": sentences,
        "scores": tabulate_scores(
            tables["by_arm"], measures, split, f"{split}. {captions['metrics_by_arm']}"
        ),
        "contrasts": tabulate_contrasts(tables["contrasts"], split, captions["contrasts"]),
        "classes": tabulate_classes(measures, split, classes),
        "records": tabulate_numbers(tables["records"], captions["records"]),
        "without": tabulate_numbers(tables["without"], captions["without"]),
    }


def tabulate_scores(by_arm, measures, split, caption):
    """Make the table of a split's scores, with a row for each arm.

    Parameters
    ----------
    by_arm : DataFrame
        As `evenbeat.evaluation.metric_tables.summarise_arms` returns it, of all splits.
    measures : DataFrame
        `measures` of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    split, caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    macro = measures[measures["measure"] == "macro_f1"].set_index("arm")
    rows = [
        [
            row["arm"],
            write_mean_and_sd(row["macro_f1_mean"], row["macro_f1_sd"]),
            *_write_intervals(macro.loc[row["arm"]]),
            write_number(row["accuracy_mean"]),
            write_number(row["macro_average_precision_mean"]),
            row["seeds"],
        ]
        for row in by_arm[by_arm["split"] == split].to_dict("records")
    ]
    header = ["arm", "macro-F1 ± sd over classifiers", *INTERVALS.values()]
    header += ["accuracy", "macro average precision", "classifiers"]
    return make_table(caption, header, rows)


def _write_intervals(row):
    return [write_interval(row, over) for over in INTERVALS]


def tabulate_classes(measures, split, classes):
    """Make the table of sensitivity, positive predictive value and F1 by arm and class.

    Parameters
    ----------
    measures : DataFrame
        `measures` of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    split : str
    classes : sequence of str
        The split's classes.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    found = measures.set_index(["arm", "measure"])
    rows = []
    for arm in measures["arm"].unique():
        for cls in classes:
            cells = [found.loc[arm, f"{name}_{cls}"] for name in OF_CLASS]
            written = [
                f"{write_number(c['mean'])} ({write_interval(c, 'over_seeds')})" for c in cells
            ]
            rows.append([arm, cls, *written])
    return make_table(
        f"{split}: each class by arm, on test beats; 95% interval over seeds in brackets. A "
        "heading sorts.",
        ["arm", "class", *OF_CLASS.values()],
        rows,
    )


def tabulate_contrasts(contrasts, split, caption):
    """Make the table of differences in macro-F1 between arms.

    Parameters
    ----------
    contrasts : DataFrame
        `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    split, caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    rows = [
        [
            row["first"],
            row["second"],
            write_number(row["mean"]),
            *_write_intervals(row),
            *(write_number(row[test]) for test in ("t", "wilcoxon")),
        ]
        for row in contrasts[contrasts["measure"] == "macro_f1"].to_dict("records")
    ]
    header = ["arm", "less", "difference", *INTERVALS.values(), "p (t)", "p (Wilcoxon)"]
    return make_table(f"{split}, macro-F1. {caption}", header, rows)


def tabulate_numbers(table, caption):
    """Make a table for the template from a table of numbers, rounded.

    Parameters
    ----------
    table : DataFrame
        Its first column is the heading of each row.
    caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    rows = [[write_cell(cell) for cell in row] for row in table.itertuples(index=False)]
    return make_table(caption, table.columns, rows)


def tabulate_quality(quality, split, caption):
    """Make the table of the quality of a split's synthetic beats.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.summarise_quality` returns it, of all splits.
    split, caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    rows = [
        [
            f"{row['class']}, {row['model']}",
            row["measure"].replace("_", " "),
            *(write_number(row[name], 4) for name in ("value", "floor")),
            row["gans"],
        ]
        for row in quality[quality["split"] == split].to_dict("records")
    ]
    header = ["class, GAN", "measure", "synthetic beats", "real beats in their place", "GANs"]
    return make_table(f"Medians over GANs. {caption}", header, rows)


def write_mean_and_sd(mean, sd):
    """Write a mean, with its standard deviation if there is one.

    Parameters
    ----------
    mean : float
    sd : float
        NaN if there is none.

    Returns
    -------
    str

    Examples
    --------
    >>> write_mean_and_sd(0.5, 0.0123)
    '0.500 ± 0.012'
    >>> write_mean_and_sd(0.5, float("nan"))
    '0.500'
    """
    return f"{mean:.3f}" if np.isnan(sd) else f"{mean:.3f} ± {sd:.3f}"
