"""Draws of training patients, for scores against the number of patients."""

import numpy as np

from evenbeat.beats.folds import assign_folds
from evenbeat.beats.table import concatenate, select, write_beats
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def draw_patients(beats, number, draw, database, folds, seed):
    """Draw training patients at random, and leave a fold of a database's patients out to be scored.

    The draws are nested: with the same `draw` and `seed`, a smaller number of patients is a part of
    a larger one.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Training beats: columns label and patient.
    number : int
        Patients to draw.
    draw : int
        Number of the draw, counted from 0. Draw d leaves out fold d modulo `folds`.
    database : str
        The database with patients that are left out.
    folds : int
        Folds of the patients of `database`.
    seed : int

    Returns
    -------
    drawn, left_out : ndarray of bool, shape (n,)
        Beats of the drawn patients, and of those that are left out.

    Raises
    ------
    InputError
        If there are too few patients.
    """
    patients = beats["patient"]
    of_database = np.char.startswith(patients, f"{database}/")
    left_out = np.zeros(len(patients), dtype=bool)
    left_out[of_database] = (
        assign_folds(beats["label"][of_database], patients[of_database], folds) == draw % folds
    )
    pool = np.unique(patients[~left_out])
    if number > len(pool):
        raise InputError(
            f"{number} patients cannot be drawn from {len(pool)}, which are left for training when "
            f"one of {folds} folds of {database} is scored; lower learning_curve.patients"
        )
    order = np.random.default_rng(derive_seed(seed, "patients", draw)).permutation(pool)
    return np.isin(patients, order[:number]), left_out


def write_draw(paths, training, test, drawn, left_out, attributes):
    """Write the training beats of a draw, and the beats that its classifiers are scored on.

    Parameters
    ----------
    paths : object with attributes `train` and `test`
        The files to write.
    training, test : dict of str to ndarray
        Training and test beats of `interpatient`.
    drawn, left_out : ndarray of bool, shape (n,)
        Of the training beats, as `draw_patients` returns them.
    attributes : dict
        Provenance.

    Raises
    ------
    InputError
        If the disk is full, or the user may not write to the folder.
    """
    write_beats(paths.train, select(training, drawn), attributes | {"side": "train"})
    scored = concatenate([test, select(training, left_out)])
    write_beats(paths.test, scored, attributes | {"side": "test"})
