"""Tables of metrics: of all classifiers, and summarised over seeds."""

import pandas as pd


def tabulate_metrics(metrics):
    """Tabulate the metrics of all classifiers.

    Parameters
    ----------
    metrics : sequence of dict
        As `evenbeat.evaluation.classification.score_predictions` returns them, with split,
        kind, arm and seed added.

    Returns
    -------
    DataFrame
        One row per classifier. Columns split, kind, arm, seed; macro_classes, the classes of the
        macro averages, as "N S V"; macro_f1, accuracy, macro_average_precision; and for each class
        sensitivity, positive predictive value and F1, which are NaN if the split lacks the class.
    """
    rows = []
    for one in metrics:
        row = {name: one[name] for name in ("split", "kind", "arm")} | {"seed": int(one["seed"])}
        row["macro_classes"] = " ".join(one["macro_classes"])
        row |= {name: one[name] for name in ("macro_f1", "accuracy", "macro_average_precision")}
        for cls, values in one["per_class"].items():
            for name in ("sensitivity", "positive_predictive_value", "f1"):
                row[f"{name}_{cls}"] = values[name]
        rows.append(row)
    return pd.DataFrame(rows)


def summarise_arms(by_seed):
    """Compute mean and standard deviation over the classifiers of each kind and arm.

    Parameters
    ----------
    by_seed : DataFrame
        As `tabulate_metrics` returns it.

    Returns
    -------
    DataFrame
        One row per split, kind and arm, in the order in which they first occur. Columns split,
        kind, arm, macro_classes, `seeds`, the number of classifiers; `<metric>_mean`; and
        `<metric>_sd`, with n - 1 in the denominator, which is NaN for a single classifier.
    """
    keys = ["split", "kind", "arm", "macro_classes"]
    groups = by_seed.drop(columns="seed").groupby(keys, sort=False)
    summary = groups.agg(["mean", "std"])
    summary.columns = [f"{name}_{'sd' if how == 'std' else how}" for name, how in summary.columns]
    summary.insert(0, "seeds", groups.size())
    return summary.reset_index()
