"""The report's part on all kinds of classifier together: their scores, and published ones."""

import pandas as pd

from evenbeat.evaluation.decision import BETWEEN_PATIENTS
from evenbeat.pipeline.splits import OF_DATABASE
from evenbeat.report.comparison import write_mean_and_sd
from evenbeat.report.formatting import write_interval, write_number
from evenbeat.report.html import make_table

# What the published results are of: databases, splits and classes of macro-F1.
PUBLISHED_DATABASES = ["mitdb"]
PUBLISHED_SPLITS = (BETWEEN_PATIENTS, f"{OF_DATABASE}mitdb")
PUBLISHED_CLASSES = "N S V F"


def tabulate_kinds(by_arm, split, classes, caption):
    """Make the table of a split's scores, with a row for each kind of classifier and arm.

    Parameters
    ----------
    by_arm : DataFrame
        As `evenbeat.evaluation.metric_tables.summarise_arms` returns it, of the split.
    split : str
    classes : sequence of str
        The split's classes.
    caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    measures = ["accuracy", "sensitivity_N", *(f"f1_{cls}" for cls in classes)]
    rows = [
        [
            row["kind"],
            row["arm"],
            write_mean_and_sd(row["macro_f1_mean"], row["macro_f1_sd"]),
            *(write_number(row[f"{name}_mean"]) for name in measures),
        ]
        for row in by_arm.to_dict("records")
    ]
    header = ["classifier", "arm", "macro-F1 ± sd", "accuracy", "sensitivity of N"]
    return make_table(
        f"{split}, all kinds of classifier, macro-F1 of {by_arm['macro_classes'].iloc[0]}. "
        f"{caption}",
        [*header, *(f"F1 of {cls}" for cls in classes)],
        rows,
    )


def tabulate_published(path, measures, split, databases, macro_classes, caption):
    """Make the table of published results beside those of the run, if they are of the same.

    Parameters
    ----------
    path : str
        CSV file with the columns system, source, macro_f1 and known.
    measures : dict of str to DataFrame
        By kind, `measures` of `evenbeat.evaluation.compare_run.compare_run`, of the split.
    split : str
    databases : list of str
        Those of the split's test beats.
    macro_classes : str
        The classes of macro-F1, as "N S V F".
    caption : str

    Returns
    -------
    list of dict
        One table as `evenbeat.report.html.make_table` returns it; none for another database, split
        or other classes.
    """
    same_beats = databases == PUBLISHED_DATABASES and split in PUBLISHED_SPLITS
    if not same_beats or macro_classes != PUBLISHED_CLASSES:
        return []
    rows = [_describe_own(kind, table) for kind, table in measures.items()]
    rows += [
        [row["system"], write_number(row["macro_f1"]), row["source"], row["known"]]
        for row in pd.read_csv(path).to_dict("records")
    ]
    return [make_table(caption, ["system", "macro-F1", "source", "remarks"], rows)]


def _describe_own(kind, measures):
    """Describe the first arm, so that no test score chooses which one is shown."""
    row = measures[measures["measure"] == "macro_f1"].iloc[0]
    interval = write_interval(row, "over_records")
    return [
        f"{kind}, arm {row['arm']}",
        write_number(row["mean"]),
        "this run",
        f"95% interval over test records {interval}",
    ]
