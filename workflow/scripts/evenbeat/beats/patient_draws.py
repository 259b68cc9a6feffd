"""Draws of training patients, for scores against the number of patients."""

import numpy as np

from evenbeat.beats.folds import assign_folds
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def leave_out_patients(beats, draw, curve):
    """Find the training beats of the patients whom a draw scores and never trains on.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Training beats: columns label and patient.
    draw : int
        Number of the draw, counted from 0.
    curve : dict
        `learning_curve` of the configuration. Of its database `left_out`, draw d leaves out fold
        d modulo `folds`.

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
    """Draw training patients at random from those whom the draw does not leave out.

    The draws are nested: with the same `draw` and seed, a smaller number of patients is a part of
    a larger one.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Training beats: columns label and patient.
    number : int
        Patients to draw.
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
            f"learning_curve.patients: {number} patients cannot be drawn from {len(pool)}, which "
            f"are left for training when draw {draw} leaves out one of {curve['folds']} folds of "
            f"{curve['left_out']}. Lower the number."
        )
    order = np.random.default_rng(derive_seed(curve["seed"], "patients", draw)).permutation(pool)
    drawn = np.isin(beats["patient"], order[:number])
    if missing := sorted(set(classes) - set(beats["label"][drawn])):
        raise InputError(
            f"draw {draw} of {number} patients has no beat of class {', '.join(missing)}. Change "
            "learning_curve.seed, or raise the numbers of learning_curve.patients."
        )
    return drawn
