"""What the classifiers of an arm made of each test record: a small table that outlasts a run."""

import numpy as np
import pandas as pd
from sklearn.metrics import confusion_matrix

from evenbeat.errors import InputError
from evenbeat.hdf5 import read_datasets

KEYS = ["gan_seed", "seed", "record"]


def tabulate_records(paths, classes, seeds_per_gan):
    """Count each record's beats by label and prediction, for every classifier of an arm.

    Parameters
    ----------
    paths : sequence of str
        Predictions of the classifiers, in the order of their seeds, which begin with 0.
    classes : sequence of str
        In the order of the columns of probabilities.
    seeds_per_gan : int
        Classifiers for each GAN.

    Returns
    -------
    DataFrame
        A row for each classifier and record: `gan_seed`, `seed` of the classifier, `record`, and
        for each pair of classes a column `<label>_<prediction>`.
    """
    rows = []
    for seed, path in enumerate(paths):
        arrays, _ = read_datasets(path)
        labels, records = (np.char.decode(arrays[name], "utf-8") for name in ("label", "record"))
        predicted = np.array(classes)[arrays["probability"].argmax(axis=1)]
        for record in np.unique(records):
            here = records == record
            counts = confusion_matrix(labels[here], predicted[here], labels=classes).ravel()
            row = {"gan_seed": seed // seeds_per_gan, "seed": seed, "record": record}
            rows.append(row | dict(zip(pair_columns(classes), counts.tolist(), strict=True)))
    return pd.DataFrame(rows)


def pair_columns(classes):
    """Name the columns of a confusion matrix, row by row.

    Examples
    --------
    >>> pair_columns(["N", "V"])
    ['N_N', 'N_V', 'V_N', 'V_V']
    """
    return [f"{label}_{prediction}" for label in classes for prediction in classes]


def read_records(path, classes):
    """Read such a table from CSV.

    Parameters
    ----------
    path : str or Path
    classes : sequence of str

    Returns
    -------
    confusion : ndarray of int, shape (g, c, records, k, k)
        By GAN seed, classifier of that GAN and record; rows are labels, columns predictions.
    records : list of str

    Raises
    ------
    InputError
        If it is no such table, or if not every GAN has as many classifiers, and each classifier
        all records.
    """
    table = pd.read_csv(path, dtype={"record": str})
    columns = pair_columns(classes)
    if list(table.columns) != KEYS + columns:
        found, expected = ", ".join(table.columns), ", ".join(KEYS + columns)
        raise InputError(f"{path} has the columns {found}; expected {expected}")
    table = table.sort_values(KEYS)
    records = sorted(table["record"].unique())
    gans, classifiers = table["gan_seed"].nunique(), table["seed"].nunique()
    if len(table) != classifiers * len(records) or classifiers % gans:
        raise InputError(
            f"{path} has {len(table)} rows for {classifiers} classifiers of {gans} GANs on "
            f"{len(records)} records; expected one for each classifier and record, and as many "
            "classifiers for each GAN"
        )
    shape = (gans, classifiers // gans, len(records), len(classes), len(classes))
    return table[columns].to_numpy().reshape(shape), records
