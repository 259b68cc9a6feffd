"""The report's part on the comparison of arms: verdicts, and tables of scores."""

import numpy as np

from evenbeat.pipeline.targets import run_arms
from evenbeat.report.formatting import write_cell, write_interval, write_measure, write_number
from evenbeat.report.html import make_table
from evenbeat.report.verdict import describe_kind, judge_kind, select_verdict_arm

OF_CLASS = {
    "sensitivity": "sensitivity",
    "positive_predictive_value": "positive predictive value",
    "f1": "F1",
}
# Measures that stand side by side wherever arms are compared.
COMPARED = ("macro_f1", "accuracy", "sensitivity_N")
INTERVALS = {
    "over_seeds": "95% CI over seeds",
    "over_records": "95% CI over test records",
}


def compare_split(identity, classes, tables, captions, fold_scores, config):
    """Make the verdict and the tables of a split's comparison with a kind of classifier.

    Parameters
    ----------
    identity : (str, str)
        Split and kind of classifier.
    classes : sequence of str
        The split's classes.
    tables : dict of str to DataFrame
        `by_arm` of the split and kind, which
        `evenbeat.evaluation.metric_tables.summarise_arms` returns, and the tables of
        `evenbeat.evaluation.compare_run.compare_run`.
    captions : dict of str to str
        Of the tables, by name.
    fold_scores : dict of str to float
        As `evenbeat.report.training_sets.read_fold_scores` returns them, of the kind.
    config : dict
        The whole configuration.

    Returns
    -------
    dict
        `kind`; its `verdict`, and that in `sentences`; `macro`, the mean macro-F1 by arm; `model`,
        that of the GAN arm of the verdict, or None; and the tables `scores`, `contrasts`,
        `classes`, `records` and `without`.
    """
    arms, measures = run_arms(config), tables["measures"]
    choice = select_verdict_arm(measures, arms, fold_scores)
    verdict = judge_kind(identity[1], choice, tables["contrasts"], arms)
    macro_f1 = measures[measures["measure"] == "macro_f1"].set_index("arm")["mean"]
    subject, macro = ", ".join(identity), tables["by_arm"]["macro_classes"].iloc[0]
    return {
        "kind": identity[1],
        "model": arms[choice[0]].model if choice[0] else None,
        "verdict": verdict,
        "sentences": describe_kind(verdict),
        "macro": macro_f1.to_dict(),
        "scores": tabulate_scores(
            tables["by_arm"],
            measures,
            f"{subject}, macro-F1 of {macro}. {captions['metrics_by_arm']} In brackets: 95% CI "
            "over seeds.",
        ),
        "contrasts": tabulate_contrasts(
            tables["contrasts"], f"{subject}, macro-F1 of {macro}. {captions['contrasts']}"
        ),
        "classes": tabulate_classes(measures, subject, classes),
        "records": tabulate_numbers(tables["records"], captions["records"]),
        "without": tabulate_numbers(
            tables["without"].rename(columns={"none": "all records"}), captions["without"]
        ),
    }


def tabulate_scores(by_arm, measures, caption):
    """Make the table of the scores of a split and kind, with a row for each arm.

    Parameters
    ----------
    by_arm : DataFrame
        As `evenbeat.evaluation.metric_tables.summarise_arms` returns it, of one
        split and kind.
    measures : DataFrame
        `measures` of `evenbeat.evaluation.compare_run.compare_run`, of the same.
    caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    found = measures.set_index(["arm", "measure"])
    rows = [
        [
            row["arm"],
            write_mean_and_sd(row["macro_f1_mean"], row["macro_f1_sd"]),
            *_write_intervals(found.loc[row["arm"], "macro_f1"]),
            *(_write_mean(found.loc[row["arm"], measure]) for measure in COMPARED[1:]),
            write_number(row["macro_average_precision_mean"]),
            row["seeds"],
        ]
        for row in by_arm.to_dict("records")
    ]
    header = ["arm", "macro-F1 ± sd over classifiers", *INTERVALS.values()]
    header += [*map(write_measure, COMPARED[1:]), "macro average precision", "classifiers"]
    return make_table(caption, header, rows)


def _write_intervals(row):
    return [write_interval(row, over) for over in INTERVALS]


def _write_mean(row):
    return f"{write_number(row['mean'])} ({write_interval(row, 'over_seeds')})"


def tabulate_classes(measures, subject, classes):
    """Make the table of sensitivity, positive predictive value and F1 by arm and class.

    Parameters
    ----------
    measures : DataFrame
        `measures` of `evenbeat.evaluation.compare_run.compare_run`, of the split
        and kind.
    subject : str
        Split and kind, in words.
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
            cells = [_write_mean(found.loc[arm, f"{name}_{cls}"]) for name in OF_CLASS]
            rows.append([arm, cls, *cells])
    return make_table(
        f"{subject}: each class by arm, on test beats. In brackets: 95% CI over seeds.",
        ["arm", "class", *OF_CLASS.values()],
        rows,
    )


def tabulate_contrasts(contrasts, caption):
    """Make the table of differences between arms in macro-F1, accuracy and sensitivity of N.

    Parameters
    ----------
    contrasts : DataFrame
        `contrasts` of `evenbeat.evaluation.compare_run.compare_run`, of the split
        and kind.
    caption : str

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    rows = [
        [
            row["first"],
            row["second"],
            write_measure(row["measure"]),
            write_number(row["mean"]),
            *_write_intervals(row),
            *(write_number(row[test]) for test in ("t", "wilcoxon")),
        ]
        for row in contrasts[contrasts["measure"].isin(COMPARED)].to_dict("records")
    ]
    header = ["arm", "minus", "measure", "difference", *INTERVALS.values(), "p (t)", "p (Wilcoxon)"]
    return make_table(caption, header, rows)


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
