"""Beats of patients, as one has them in an array of one's own."""

import pickle

import numpy as np
import pytest
from conftest import uncompiled

PATIENTS = ("anna", "ben", "cleo")
LENGTH = 40


@pytest.fixture(scope="session")
def table():
    """Give 90 beats of three patients: waveform, two features, patient's number, and labels.

    A patient's usual beat has a height of its own; a V beat has a second bump.
    """
    rng = np.random.default_rng(0)
    patient = np.repeat([0, 1, 2], 30)
    y = np.tile(["N", "N", "V"] + ["N"] * 7, 9)
    time = np.arange(LENGTH)
    height = 1 + patient[:, None] + rng.normal(0, 0.05, (90, 1))
    second = (y == "V")[:, None] * np.exp(-(((time - 30) / 2) ** 2))
    waveform = height * np.exp(-(((time - 15) / 3) ** 2)) + second
    return np.column_stack([waveform, rng.normal(size=(90, 2)), patient]), y


@pytest.fixture(scope="session")
def frame(table):
    """Give the same as a DataFrame that has the patients' names as its first column."""
    import pandas as pd

    X, y = table
    columns = [f"sample_{i}" for i in range(LENGTH)] + ["before", "after"]
    named = pd.DataFrame(X[:, :-1], columns=columns)
    named.insert(0, "patient", np.array(PATIENTS)[X[:, -1].astype(int)])
    return named, pd.Series(y, name="class")


@pytest.fixture(scope="module")
def little_training():
    """Compile no training, which takes longer than its few steps."""
    with uncompiled():
        yield


@pytest.fixture(scope="module")
def remembering(little_training):
    """Make beats once from the same beats, which the checks of imbalanced-learn give again."""
    from evenbeat.samplers import GANSampler

    make, made = GANSampler._make, {}

    def make_once(self, beats, y, missing, seed):
        key = pickle.dumps((repr(self), beats.waveform, y, missing, seed))
        if key not in made:
            made[key] = make(self, beats, y, missing, seed)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(GANSampler, "_make", make_once)
        yield
