"""Selection of an arm's hyper-parameters by cross-validation on folds of training patients."""

import numpy as np
from sklearn.metrics import confusion_matrix

from evenbeat.evaluation.confusion import class_f1
from evenbeat.evaluation.macro_classes import select_macro_classes
from evenbeat.io.hdf5 import read_datasets


def select_setting(paths, arm, classes, min_test_beats):
    """Select the setting with the best macro-F1 of the predictions pooled over all folds.

    Parameters
    ----------
    paths : sequence of str
        Files of `evenbeat.tuning.trial.write_trials`, one for each fold.
    arm : evenbeat.balancing.arm.Arm
    classes : sequence of str
    min_test_beats : int
        Minimum number of pooled validation beats of a class in macro-F1.

    Returns
    -------
    dict
        `settings`, the configuration of each arm of the grid; `f1`, the F1 of each class, shape
        (settings, runs, classes); `macro_classes`, the classes that macro-F1 is the mean of;
        `macro_f1`, shape (settings, runs); `chosen`, the setting with the best mean macro-F1 over
        runs; of equal ones, the first.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    probabilities, target = _read_trials(paths)
    settings = [setting.to_config() for setting in arm.grid()]
    return _score_settings(probabilities, target, settings, classes, min_test_beats)


def score_committee(members, arm, classes, min_test_beats):
    """Score a committee on the predictions pooled over all folds.

    Parameters
    ----------
    members : list of (sequence of str, dict)
        For each member, its files of `evenbeat.tuning.trial.write_trials`, one for each fold, and
        its selection, as `select_setting` returns it.
    arm : evenbeat.balancing.arm.Arm
    classes : sequence of str
    min_test_beats : int
        As for `select_setting`.

    Returns
    -------
    dict
        As for `select_setting`, with the arm as the only setting: each member uses the setting that
        was selected for it.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    chosen = []
    for paths, selection in members:
        probabilities, target = _read_trials(paths)
        chosen.append(probabilities[selection["settings"].index(selection["chosen"])])
    mean = np.mean(chosen, axis=0)[None]
    return _score_settings(mean, target, [arm.to_config()], classes, min_test_beats)


def _read_trials(paths):
    """Read the probabilities (settings, runs, n, classes) and class indices of all folds."""
    tables = [read_datasets(path)[0] for path in paths]
    probabilities = np.concatenate([table["probability"] for table in tables], axis=2)
    return probabilities, np.concatenate([table["label"] for table in tables])


def _score_settings(probabilities, target, settings, classes, min_test_beats):
    known, predicted = range(len(classes)), probabilities.argmax(axis=3)
    f1 = np.array(
        [
            [class_f1(confusion_matrix(target, run, labels=known)) for run in runs]
            for runs in predicted
        ]
    )
    support = np.bincount(target, minlength=len(classes)).tolist()
    scored = select_macro_classes(dict(zip(classes, support, strict=True)), min_test_beats)
    macro = f1[..., [classes.index(name) for name in scored]].mean(axis=2)
    return {
        "settings": settings,
        "f1": f1.tolist(),
        "macro_classes": scored,
        "macro_f1": macro.tolist(),
        "chosen": settings[int(macro.mean(axis=1).argmax())],
    }
