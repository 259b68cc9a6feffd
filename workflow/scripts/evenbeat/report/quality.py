"""The report's part on the quality of synthetic beats: a heat map, and the numbers behind it."""

from evenbeat.report.formatting import write_number
from evenbeat.report.html import make_table, rate_share

TINY = 1e-9
SMALL_SHARE = 0.01  # differences of shares below it count little


def _compare_shares(value, floor):
    """Compare a measure that is high for good beats, by its share of the floor."""
    return value / max(floor, TINY)


def _compare_distances(value, floor):
    """Compare a distance from real beats, which is low for good beats."""
    return floor / max(value, TINY)


def _compare_bad_shares(value, floor):
    """Compare a share of bad beats with that among real beats."""
    return (floor + SMALL_SHARE) / (value + SMALL_SHARE)


def _compare_either_way(value, floor):
    """Compare a measure that should be as that of real beats, neither higher nor lower."""
    return min(value, floor) / max(value, floor)


def _compare_auc(value, floor):
    """Compare how well a classifier tells beats from real ones: 0.5 is by chance."""
    return (1 - value) / max(1 - floor, TINY)


# By measure: its name, how it is compared with the floor, and what it says. MMD² is left out, as it
# selected the checkpoint.
MEASURES = {
    "precision": (
        "precision",
        _compare_shares,
        "share of synthetic beats that lie among real ones (are they realistic?)",
    ),
    "coverage": (
        "coverage",
        _compare_shares,
        "share of real beats that have a synthetic one near (is every variant there?)",
    ),
    "recall": ("recall", _compare_shares, "share of real beats that lie among synthetic ones"),
    "density": (
        "density",
        _compare_either_way,
        "how many real neighbourhoods a synthetic beat lies in, relative to their size",
    ),
    "frechet": (
        "Fréchet distance",
        _compare_distances,
        "distance between the distributions of features of real and synthetic beats",
    ),
    "dtw": (
        "warped distance",
        _compare_either_way,
        "median distance to the nearest real beat after dynamic time warping",
    ),
    "two_sample_auc": (
        "two-sample AUC",
        _compare_auc,
        "how well a classifier tells synthetic beats from real ones",
    ),
    "duplicated": (
        "near-duplicates",
        _compare_bad_shares,
        "share of synthetic beats that are nearly equal to another synthetic one",
    ),
    "copied": (
        "copies",
        _compare_bad_shares,
        "share of synthetic beats that are nearly equal to a training beat",
    ),
    "nearest_training": (
        "distance to training",
        _compare_either_way,
        "median distance to the nearest training beat",
    ),
    "noise_median": (
        "noise, median",
        _compare_either_way,
        "median share of power above 40 Hz",
    ),
    "noise_high": (
        "noise, high",
        _compare_either_way,
        "95% quantile of the share of power above 40 Hz",
    ),
    "train_on_synthetic_f1": (
        "train on synthetic",
        _compare_shares,
        "F1 of a classifier that is trained on synthetic beats and tested on real ones",
    ),
}


def draw_heat_map(quality, split):
    """Compare the synthetic beats of a split with real ones, measure by measure.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.summarise_quality` returns it, of all splits.
    split : str

    Returns
    -------
    dict
        `columns`, the class and the model of each; and `rows`, the worst first: each has `name`,
        `meaning` and `cells`. A cell has `text`, the closeness to real beats in percent, and
        `level`, a step of colour; it is None where nothing was measured.
    """
    own = quality[quality["split"] == split].dropna(subset=["value", "floor"])
    columns = sorted(set(zip(own["class"], own["model"], strict=True)))
    found = own.set_index(["measure", "class", "model"])[["value", "floor"]].T.to_dict("list")
    rows = []
    for measure, (name, compare, meaning) in MEASURES.items():
        values = [found.get((measure, *column)) for column in columns]
        shares = [value and _compare(compare, *value) for value in values]
        known = [share for share in shares if share is not None]
        if known:
            mean = sum(known) / len(known)
            cells = [_make_cell(share) for share in shares]
            rows.append({"name": name, "meaning": meaning, "mean": mean, "cells": cells})
    rows.sort(key=lambda row: row["mean"])
    return {"columns": columns, "rows": rows}


def _compare(compare, value, floor):
    return 1.0 if value == floor else min(1.0, max(0.0, compare(value, floor)))


def _make_cell(share):
    if share is None:
        return None
    return {"text": f"{100 * share:.0f}%", "level": rate_share(share)}


def tabulate_quality(quality, split):
    """Make the table of the quality of a split's synthetic beats.

    Parameters
    ----------
    quality : DataFrame
        As `evenbeat.quality.summary.summarise_quality` returns it, of all splits.
    split : str

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
    caption = f"Quality of the synthetic beats of {split} by measure, and the same of real beats."
    return make_table(f"{caption} Medians over GANs.", header, rows)
