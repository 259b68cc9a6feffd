"""The report's part on the comparison: tables of scores, classes, differences and records."""

from evenbeat.findings import mean_and_spread
from evenbeat.page import make_table
from evenbeat.words import write_cell, write_interval, write_number

OF_CLASS = {
    "sensitivity": "sensitivity",
    "positive_predictive_value": "positive predictive value",
    "f1": "F1",
}


def tabulate_scores(by_arm, measures, split, caption):
    """Make the table of one split's scores, an arm a row.

    Parameters
    ----------
    by_arm : DataFrame
        As `evenbeat.comparison.summarise_arms` makes it, of all splits.
    measures : DataFrame
        As `evenbeat.study.compare_run` makes it, of the split.
    split, caption : str

    Returns
    -------
    dict
    """
    macro = measures[measures["measure"] == "macro_f1"].set_index("arm")
    rows = [
        [
            row["arm"],
            mean_and_spread(row["macro_f1_mean"], row["macro_f1_sd"]),
            write_interval(macro.loc[row["arm"]], "over_seeds"),
            write_interval(macro.loc[row["arm"]], "over_records"),
            write_number(row["accuracy_mean"]),
            write_number(row["macro_average_precision_mean"]),
            row["seeds"],
        ]
        for row in by_arm[by_arm["split"] == split].to_dict("records")
    ]
    header = ["arm", "macro-F1 ± sd over classifiers", "95% interval over seeds"]
    header += ["95% interval over test records", "accuracy", "macro average precision"]
    return make_table(caption, [*header, "classifiers"], rows)


def tabulate_classes(measures, split, classes):
    """Make the table of what each arm finds of each class, and how much of that is right.

    Parameters
    ----------
    measures : DataFrame
        As `evenbeat.study.compare_run` makes it, of the split.
    split : str
    classes : sequence of str
        Of the split.

    Returns
    -------
    dict
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
    """Make the table of differences in macro-F1.

    Parameters
    ----------
    contrasts : DataFrame
        As `evenbeat.study.compare_run` makes it, of the split.
    split, caption : str

    Returns
    -------
    dict
    """
    rows = [
        [
            row["first"],
            row["second"],
            write_number(row["mean"]),
            write_interval(row, "over_seeds"),
            write_interval(row, "over_records"),
            *(write_number(row[test]) for test in ("t", "wilcoxon")),
        ]
        for row in contrasts[contrasts["measure"] == "macro_f1"].to_dict("records")
    ]
    header = ["arm", "less", "difference", "95% interval over seeds"]
    header += ["95% interval over test records", "p (t)", "p (Wilcoxon)"]
    return make_table(f"{split}, macro-F1. {caption}", header, rows)


def tabulate_numbers(table, caption):
    """Make a table of numbers as it stands in a file, rounded.

    Parameters
    ----------
    table : DataFrame
        Its first column is the heading of each row.
    caption : str

    Returns
    -------
    dict
    """
    rows = [[write_cell(cell) for cell in row] for row in table.itertuples(index=False)]
    return make_table(caption, table.columns, rows)


def tabulate_quality(quality, split, caption):
    """Make the table of the quality of a split's synthetic beats.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality_study.summarise_quality` makes it, of all splits.
    split, caption : str

    Returns
    -------
    dict
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
