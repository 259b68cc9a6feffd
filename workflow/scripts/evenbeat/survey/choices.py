"""Choices for a new database: sides and classes."""

import numpy as np

from evenbeat.runtime.seeds import derive_seed
from evenbeat.survey.records import SYMBOLS

DRAWS = 1000
# With fewer beats on a side, a class can neither be learned nor scored.
LEAST_BEATS = 10


def draw_sides(beats, share, seed):
    """Draw the patients of the test side, so that both sides have beats of every class.

    Of many random draws, the function takes the one in which the test side's fraction of each
    class's beats is nearest to `share`.

    Parameters
    ----------
    beats : dict of str to Counter
        Number of beats by class, for each patient.
    share : float
        Fraction of the patients on the test side.
    seed : int

    Returns
    -------
    dict of str to str
        "train" or "test" for each patient; a single patient is in training.

    Examples
    --------
    >>> from collections import Counter
    >>> sides = draw_sides({name: Counter(N=9, V=int(name)) for name in "0011"}, 0.5, 0)
    >>> sorted(sides.values())
    ['test', 'train']
    """
    patients = sorted(beats)
    if len(patients) < 2:
        return dict.fromkeys(patients, "train")
    counts = np.array([[beats[patient][cls] for cls in SYMBOLS] for patient in patients], float)
    counts = counts[:, counts.sum(axis=0) > 0]
    number = min(max(round(share * len(patients)), 1), len(patients) - 1)
    rng = np.random.default_rng(derive_seed(seed, "sides", *patients))
    order = rng.permuted(np.tile(np.arange(len(patients)), (DRAWS, 1)), axis=1)
    drawn = order < number
    of_class = drawn @ counts / counts.sum(axis=0)
    # A class that is missing on one side has the largest penalty.
    lacking = (of_class == 0) | (of_class == 1)
    penalty = (np.abs(of_class - share) + 10 * lacking).sum(axis=1)
    best = drawn[penalty.argmin()]
    return {
        patient: "test" if test else "train" for patient, test in zip(patients, best, strict=True)
    }


def choose_classes(train, test):
    """Choose the classes of the two splits, by the number of beats.

    Parameters
    ----------
    train, test : Counter
        Beats by class on each side of the split between patients.

    Returns
    -------
    dict of str to list of str
        By split. A split needs N and at least one other class; else it is left out.
    """
    both = train + test
    candidates = {
        "interpatient": [cls for cls in "NSVF" if min(train[cls], test[cls]) >= LEAST_BEATS],
        "intrapatient": [cls for cls in SYMBOLS if both[cls] >= LEAST_BEATS],
    }
    return {
        split: classes
        for split, classes in candidates.items()
        if "N" in classes and len(classes) > 1
    }
