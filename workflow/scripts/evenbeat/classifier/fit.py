"""Fit of an arm: its training set, its classifier, and the training curve of a network."""

import numpy as np
import pandas as pd

from evenbeat.balancing.training_set import build_training_set
from evenbeat.beats.table import count_classes
from evenbeat.io.atomic import atomic_write


def fit_arm(beats, classes, arm, synthetic, centre, seed, fit, report=print):
    """Build an arm's training set and fit a classifier to it.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Real training beats: columns waveform, template, rhythm and label.
    classes : sequence of str
        In the order of the classifier's outputs.
    arm : evenbeat.balancing.arm.Arm
    synthetic : dict of str to dict
        Synthetic beats by class; empty for arms without a GAN.
    centre : int
        Sample number of the R peak.
    seed : int
    fit : callable
        Takes a training set and `seed`; returns the fitted classifier.
    report : callable
        Takes a line of progress.

    Returns
    -------
    fitted : object
        The value that `fit` returns.
    counts : dict
        `real` and `added`, the numbers of real and added training beats of each class.

    Raises
    ------
    InputError
        If a class has too few beats for the method, or the fit fails.
    """
    training_set = build_training_set(beats, classes, arm, synthetic, centre, seed)
    real = count_classes(beats["label"], classes)
    total = np.bincount(training_set.target, minlength=len(classes)).tolist()
    added = {name: total[index] - real[name] for index, name in enumerate(classes)}
    report(f"real beats {real}, added beats {added}")
    return fit(training_set, seed=seed), {"real": real, "added": added}


def write_curve(path, curve):
    """Write a training curve as CSV: step, loss, accuracy.

    Parameters
    ----------
    path : str or Path
    curve : ndarray of float, shape (steps, 2)
        Cross-entropy in nat, and accuracy on the batch.
    """
    table = pd.DataFrame(curve, columns=["loss", "accuracy"])
    # Not by write_table: an edit of that module would make all classifiers train again.
    with atomic_write(path) as part:
        table.to_csv(part, index_label="step", float_format="%.6g")
