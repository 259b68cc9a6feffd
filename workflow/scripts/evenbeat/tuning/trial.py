"""Trials of hyper-parameters on one fold of the training patients."""

import numpy as np

from evenbeat.classifier.fit import fit_arm
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.progress import Stopwatch


def run_trials(beats, validation, classes, arms, synthetic, centre, fit_and_predict, report=print):
    """Train classifiers with each setting on one fold and predict its validation beats.

    Parameters
    ----------
    beats, validation : dict of str to ndarray
        Training and validation beats of the fold: columns waveform, template, rhythm and label.
    classes : sequence of str
    arms : list of evenbeat.balancing.arm.Arm
        The arm with each of its settings, as `Arm.grid` returns them.
    synthetic : list of dict
        For each run, the synthetic beats of each class; an empty dict for an arm without a GAN.
    centre : int
        Sample number of the R peak.
    fit_and_predict : callable
        Takes a training set, beats and `seed`; fits a classifier and returns the probabilities of
        the beats, shape (n, classes).
    report : callable
        Takes a line of progress.

    Returns
    -------
    ndarray of float32, shape (settings, runs, n, classes)
        Class probabilities of each validation beat. The runs' seeds are 0, 1, 2, ...

    Raises
    ------
    InputError
        If a class has too few beats for the method, or a fit fails.
    """

    def fit(training_set, seed):
        return fit_and_predict(training_set, validation, seed=seed)

    number, runs, watch = len(arms), len(synthetic), Stopwatch()
    shape = (number, runs, len(validation["label"]), len(classes))
    predicted = np.empty(shape, dtype=np.float32)
    for place, arm in enumerate(arms):
        for seed, of_run in enumerate(synthetic):
            left = watch.left(place * runs + seed, of=number * runs)
            report(f"setting {place + 1} of {number}, run {seed + 1} of {runs}{left}")
            predicted[place, seed], _ = fit_arm(
                beats, classes, arm, of_run, centre, seed, fit, report
            )
    return predicted


def write_trials(path, predicted, labels, classes):
    """Write the predictions of a fold's classifiers and the labels.

    Parameters
    ----------
    path : str or Path
    predicted : ndarray of float32, shape (settings, runs, n, classes)
        Class probabilities of each validation beat from each classifier.
    labels : ndarray of str, shape (n,)
        Classes of the validation beats.
    classes : list of str
    """
    target = np.array([classes.index(label) for label in labels], dtype=np.int8)
    columns = {
        "probability": (predicted, "probability, a column for each class"),
        "label": (target, "index of the class"),
    }
    write_datasets(path, columns, {})
