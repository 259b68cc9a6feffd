"""Files of predictions, and the mean of the predictions of a committee's members."""

import numpy as np

from evenbeat.io.hdf5 import read_datasets, write_datasets
from evenbeat.runtime.errors import InputError


def write_predictions(path, beats, probabilities, classes, identity):
    """Write the predicted probabilities of beats.

    Parameters
    ----------
    path : str or Path
    beats : dict of str to ndarray, each of length n
        Columns label, record and sample.
    probabilities : ndarray of float32, shape (n, classes)
    classes : sequence of str
        In the order of the columns of `probabilities`.
    identity : dict of str to str
        Names of the classifier: split, kind, arm, seed.
    """
    write_datasets(
        path,
        {
            "probability": (probabilities, "probability, a column for each class"),
            "label": (beats["label"].astype("S"), "AAMI EC57 class"),
            "record": (beats["record"].astype("S"), "record name"),
            "sample": (beats["sample"], "sample of the annotation in its record"),
        },
        identity | {"classes": classes},
    )


def average_predictions(paths):
    """Compute the mean of the probabilities that several classifiers predict for the same beats.

    Parameters
    ----------
    paths : sequence of str
        Files of `write_predictions`.

    Returns
    -------
    beats : dict of str to ndarray, each of length n
        Columns label, record and sample.
    probabilities : ndarray of float32, shape (n, classes)

    Raises
    ------
    InputError
        If a file is damaged, or the files are of different beats or classes.
    """
    tables = [read_datasets(path) for path in paths]
    first, attributes = tables[0]
    for path, (table, others) in zip(paths, tables, strict=True):
        same = all(
            np.array_equal(table[name], first[name]) for name in ("label", "record", "sample")
        )
        if not same or list(others["classes"]) != list(attributes["classes"]):
            raise InputError(
                f"{path} has other beats or classes than {paths[0]}; expected predictions of the "
                "same beats. Delete both and run again."
            )
    mean = np.mean([table["probability"] for table, _ in tables], axis=0, dtype=np.float64)
    beats = {
        "label": first["label"].astype("U"),
        "record": first["record"].astype("U"),
        "sample": first["sample"],
    }
    return beats, mean.astype(np.float32)
