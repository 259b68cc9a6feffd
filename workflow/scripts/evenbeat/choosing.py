"""The choice of an arm's settings by folds of the training patients."""

import itertools

import numpy as np
from sklearn.metrics import confusion_matrix

from evenbeat.hdf5 import read_datasets, write_datasets
from evenbeat.measures import class_f1


def list_settings(arm):
    """List the settings of an arm among which the folds choose.

    Parameters
    ----------
    arm : dict
        As in the configuration's `arms`; `tune` has values to try, by key.

    Returns
    -------
    list of dict
        The arm with each combination of them, the last key's values in turn first; the arm alone
        if nothing is tuned.

    Examples
    --------
    >>> list_settings({"method": "smote", "tune": {"amount": [0.1, 0.2]}})
    [{'method': 'smote', 'amount': 0.1}, {'method': 'smote', 'amount': 0.2}]
    """
    fixed = {key: value for key, value in arm.items() if key != "tune"}
    grid = arm.get("tune", {})
    return [
        fixed | dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())
    ]


def write_tries(path, predicted, labels, classes):
    """Write the predictions of a fold's classifiers beside the labels.

    Parameters
    ----------
    path : str or Path
    predicted : ndarray of int8, shape (settings, runs, n)
        Places in `classes`, of each beat by each classifier.
    labels : ndarray of str, shape (n,)
    classes : list of str
    """
    target = np.array([classes.index(label) for label in labels], dtype=np.int8)
    unit = "index of the class"
    write_datasets(path, {"predicted": (predicted, unit), "label": (target, unit)}, {})


def choose_setting(paths, settings, classes):
    """Choose the setting with the best macro-F1, predictions pooled over the folds before.

    Parameters
    ----------
    paths : sequence of str
        What `write_tries` wrote, one file for each fold.
    settings : list of dict
    classes : sequence of str

    Returns
    -------
    dict
        `settings`; `f1`, the F1 of each class, shape (settings, runs, classes); `macro_f1`, shape
        (settings, runs); `chosen`, the setting with the best mean over runs, the first of equals.
    """
    tables = [read_datasets(path)[0] for path in paths]
    predicted = np.concatenate([table["predicted"] for table in tables], axis=2)
    target = np.concatenate([table["label"] for table in tables])
    known = range(len(classes))
    f1 = np.array(
        [
            [class_f1(confusion_matrix(target, run, labels=known)) for run in runs]
            for runs in predicted
        ]
    )
    macro = f1.mean(axis=2)
    return {
        "settings": settings,
        "f1": f1.tolist(),
        "macro_f1": macro.tolist(),
        "chosen": settings[int(macro.mean(axis=1).argmax())],
    }
