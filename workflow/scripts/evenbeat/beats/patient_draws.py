"""Draws of training patients, for scores against the number of patients."""

import numpy as np

from evenbeat.beats.folds import assign_folds
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def leave_out_patients(beats, draw, curve):
    """Find the beats of the training patients that a draw leaves out of training and scores.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Training beats: columns label and patient.
    draw : int
        Number of the draw, counted from 0.
    curve : dict
        `learning_curve` of the configuration. Draw d leaves out fold d modulo `folds` of the
        database `left_out`.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    of_database = np.char.startswith(beats["patient"], f"{curve['left_out']}/")
    left_out = np.zeros(len(of_database), dtype=bool)
    folds = assign_folds(beats["label"][of_database], beats["patient"][of_database], curve["folds"])
    left_out[of_database] = folds == draw % curve["folds"]
    return left_out


def draw_patients(beats, number, draw, curve, classes):
    """Draw training patients at random from those that the draw does not leave out.

    The draws are nested: with the same `draw` and seed, a larger draw contains the smaller ones.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Training beats: columns label and patient.
    number : int
        Number of patients to draw.
    draw : int
    curve : dict
        As for `leave_out_patients`; `curve` has the `seed`.
    classes : sequence of str
        Classes of the split; the drawn patients together need beats of each.

    Returns
    -------
    ndarray of bool, shape (n,)
        The beats of the drawn patients.

    Raises
    ------
    InputError
        If there are too few patients, or the drawn ones have no beat of a class.
    """
    pool = np.unique(beats["patient"][~leave_out_patients(beats, draw, curve)])
    if number > len(pool):
        raise InputError(
            f"learning_curve.patients: {number} patients cannot be drawn from {len(pool)}, the "
            f"number left for training when draw {draw} leaves out one of {curve['folds']} folds "
            f"of {curve['left_out']}. Expected at most {len(pool)}."
        )
    order = np.random.default_rng(derive_seed(curve["seed"], "patients", draw)).permutation(pool)
    drawn = np.isin(beats["patient"], order[:number])
    if missing := sorted(set(classes) - set(beats["label"][drawn])):
        raise InputError(
            f"draw {draw} of {number} patients has no beat of class {', '.join(missing)}; expected "
            "beats of each class of the split. Change learning_curve.seed, or raise the numbers "
            "in learning_curve.patients."
        )
    return drawn
