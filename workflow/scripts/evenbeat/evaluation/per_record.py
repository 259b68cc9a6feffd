"""Confusion matrices of an arm's classifiers for each test record, as small tables."""

import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix

from evenbeat.io.hdf5 import read_datasets
from evenbeat.runtime.errors import InputError

KEYS = ["gan_seed", "seed", "record"]


def count_confusions(paths, classes, seeds_per_gan):
    """Tabulate the confusion matrices of an arm's classifiers, record by record.

    Parameters
    ----------
    paths : sequence of str
        Predictions of the classifiers, in the order of their seeds 0, 1, ...
    classes : sequence of str
        In the order of the columns of probabilities.
    seeds_per_gan : int
        Number of classifiers for each GAN.

    Returns
    -------
    DataFrame
        One row per classifier and record: `gan_seed`, `seed` of the classifier, `record`, and for
        each pair of classes a column `<label>_<prediction>`.

    Raises
    ------
    InputError
        If a file of predictions cannot be read.
    """
    rows = []
    for seed, path in enumerate(paths):
        table, _ = read_datasets(path)
        names = {name: np.char.decode(table[name], "utf-8") for name in ("label", "record")}
        keys = {"gan_seed": seed // seeds_per_gan, "seed": seed}
        rows += _count_records(**names, predicted=table["probability"], classes=classes, keys=keys)
    return pd.DataFrame(rows)


def _count_records(label, record, predicted, classes, keys):
    predicted, rows = np.array(classes)[predicted.argmax(axis=1)], []
    for name in np.unique(record):
        here = record == name
        counts = confusion_matrix(label[here], predicted[here], labels=classes).ravel()
        pairs = zip(pair_columns(classes), counts.tolist(), strict=True)
        rows.append(keys | {"record": name} | dict(pairs))
    return rows


def pair_columns(classes):
    """Name the cells of a confusion matrix, row by row.

    Parameters
    ----------
    classes : sequence of str

    Returns
    -------
    list of str

    Examples
    --------
    >>> pair_columns(["N", "V"])
    ['N_N', 'N_V', 'V_N', 'V_V']
    """
    return [f"{label}_{prediction}" for label in classes for prediction in classes]


def read_confusions(path, classes):
    """Read a table of confusion matrices, as `count_confusions` returns it.

    Parameters
    ----------
    path : str or Path
        CSV file.
    classes : sequence of str

    Returns
    -------
    confusion : ndarray of int, shape (g, c, records, k, k)
        By GAN seed, classifier of that GAN and record. Rows are labels, columns predictions.
    records : list of str
        Record names, in the order of that axis.

    Raises
    ------
    InputError
        If the table has other columns, if a record is missing for a classifier, or if the GANs
        have different numbers of classifiers.
    """
    table = pd.read_csv(path, dtype={"record": str}, keep_default_na=False)
    columns = pair_columns(classes)
    if list(table.columns) != KEYS + columns:
        found, expected = ", ".join(table.columns), ", ".join(KEYS + columns)
        raise InputError(
            f"{path} has the columns {found}; expected {expected}. Delete it and run again."
        )
    table = table.sort_values(KEYS)
    records = sorted(table["record"].unique())
    gans, classifiers = table["gan_seed"].nunique(), table["seed"].nunique()
    if len(table) != classifiers * len(records) or classifiers % gans:
        raise InputError(
            f"{path} has {len(table)} rows for {classifiers} classifiers of {gans} GANs on "
            f"{len(records)} records; expected one row for each classifier and record, and the "
            "same number of classifiers for each GAN. Delete it and run again."
        )
    shape = (gans, classifiers // gans, len(records), len(classes), len(classes))
    return table[columns].to_numpy().reshape(shape), records
