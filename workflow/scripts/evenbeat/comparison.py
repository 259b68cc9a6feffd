"""One table of all classifiers, and one of all arms."""

import pandas as pd


def tabulate_metrics(metrics):
    """Put each classifier's metrics into a row.

    Parameters
    ----------
    metrics : sequence of dict
        What `evenbeat.metrics.score_predictions` made, with split, arm and seed.

    Returns
    -------
    DataFrame
        Columns split, arm, seed, macro_f1, accuracy, macro_average_precision, and for each class
        sensitivity, positive predictive value and F1; empty where a split lacks the class.
    """
    rows = []
    for one in metrics:
        row = {"split": one["split"], "arm": one["arm"], "seed": int(one["seed"])}
        row |= {name: one[name] for name in ("macro_f1", "accuracy", "macro_average_precision")}
        for cls, values in one["per_class"].items():
            for name in ("sensitivity", "positive_predictive_value", "f1"):
                row[f"{name}_{cls}"] = values[name]
        rows.append(row)
    return pd.DataFrame(rows)


def summarise_arms(by_seed):
    """Take mean and standard deviation over seeds.

    Parameters
    ----------
    by_seed : DataFrame
        As `tabulate_metrics` makes it.

    Returns
    -------
    DataFrame
        A row for each split and arm in their first order; columns `<metric>_mean`, and
        `<metric>_sd` with n - 1 in the denominator, empty for a single seed; `seeds`, their
        number.
    """
    groups = by_seed.drop(columns="seed").groupby(["split", "arm"], sort=False)
    summary = groups.agg(["mean", "std"])
    summary.columns = [f"{name}_{'sd' if how == 'std' else how}" for name, how in summary.columns]
    summary.insert(0, "seeds", groups.size())
    return summary.reset_index()
