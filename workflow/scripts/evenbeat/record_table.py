"""What the classifiers of an arm made of each test record: small tables that outlast a run."""

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
    classifiers : DataFrame
        A row for each classifier and record: `gan_seed`, `seed` of the classifier, `record`, and
        for each pair of classes a column `<label>_<prediction>`.
    committees : DataFrame
        The same of what the classifiers of each GAN say together, by the mean of their
        probabilities; `seed` is the GAN's.
    """
    classifiers, committees = [], []
    for gan_seed, first in enumerate(range(0, len(paths), seeds_per_gan)):
        tables = [read_datasets(path)[0] for path in paths[first : first + seeds_per_gan]]
        said = [table["probability"] for table in tables]
        names = {name: np.char.decode(tables[0][name], "utf-8") for name in ("label", "record")}
        for place, probability in enumerate(said):
            keys = {"gan_seed": gan_seed, "seed": first + place}
            classifiers += _count_records(**names, said=probability, classes=classes, keys=keys)
        keys = {"gan_seed": gan_seed, "seed": gan_seed}
        committees += _count_records(
            **names, said=np.mean(said, axis=0), classes=classes, keys=keys
        )
    return pd.DataFrame(classifiers), pd.DataFrame(committees)


def _count_records(label, record, said, classes, keys):
    predicted, rows = np.array(classes)[said.argmax(axis=1)], []
    for name in np.unique(record):
        here = record == name
        counts = confusion_matrix(label[here], predicted[here], labels=classes).ravel()
        pairs = zip(pair_columns(classes), counts.tolist(), strict=True)
        rows.append(keys | {"record": name} | dict(pairs))
    return rows


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
    table = pd.read_csv(path, dtype={"record": str}, keep_default_na=False)
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
