"""Oversampling of the classes that lack beats."""

import dataclasses

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler

from evenbeat.balancing.deficit import class_deficit
from evenbeat.beats.table import concatenate, join_features, part_features, select
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def count_missing(real, amount, filled):
    """Count the beats that each class lacks.

    Parameters
    ----------
    real : TrainingSet
    amount : float
        Target size of the classes, as a share of the largest class.
    filled : sequence of int
        Indices of the classes to fill.

    Returns
    -------
    dict of int to int
        Number of missing beats by class index, for classes that have beats but too few.
    """
    counts = dict(enumerate(np.bincount(real.target).tolist()))
    missing = {i: class_deficit(counts, i, amount) for i in sorted(filled) if counts.get(i)}
    return {index: number for index, number in missing.items() if number}


def oversample_randomly(real, missing, seed):
    """Repeat random beats of the classes that lack beats.

    Parameters
    ----------
    real : TrainingSet
    missing : dict of int to int
        As `count_missing` returns it.
    seed : int

    Returns
    -------
    TrainingSet
        With weights for the real beats only.
    """
    counts = np.bincount(real.target)
    wanted = {index: int(counts[index]) + number for index, number in missing.items()}
    sampler = RandomOverSampler(sampling_strategy=wanted, random_state=seed)
    rows, target = sampler.fit_resample(np.arange(len(real.target))[:, None], real.target)
    return dataclasses.replace(real, beats=select(real.beats, rows[:, 0]), target=target)


def oversample_smote(real, missing, neighbors, seed, classes):
    """Interpolate between neighbours of a rare class in all features of a beat (SMOTE).

    Parameters
    ----------
    real : TrainingSet
    missing : dict of int to int
        As `count_missing` returns it.
    neighbors : int
        Number of neighbours. A class with fewer other beats uses all of them.
    seed : int
    classes : sequence of str
        Class names, for the error message.

    Returns
    -------
    TrainingSet
        With weights for the real beats only.

    Raises
    ------
    InputError
        If a class has only one beat.

    Notes
    -----
    Chawla et al. 2002, Journal of Artificial Intelligence Research 16, 321-357. Distances are
    Euclidean over waveform, template and rhythm, without further scaling.
    """
    features = join_features(real.beats)
    target = real.target
    for index, number in missing.items():
        have = np.count_nonzero(target == index)
        if have < 2:
            raise InputError(
                f"SMOTE needs two training beats of a class, but class {classes[index]} has "
                f"{have} training beat: remove the arm or the class from the configuration"
            )
        sampler = SMOTE(
            sampling_strategy={index: have + number},
            k_neighbors=min(neighbors, have - 1),
            random_state=derive_seed(seed, "smote", index),
        )
        features, target = sampler.fit_resample(features, target)
    return dataclasses.replace(real, beats=part_features(features, real.beats), target=target)


def add_beats(real, generated):
    """Add generated beats of rare classes to the real beats.

    Parameters
    ----------
    real : TrainingSet
    generated : dict of int to dict
        By class index, the columns waveform, template and rhythm, at the scale of the data.

    Returns
    -------
    TrainingSet
        With weights for the real beats only.
    """
    targets = [
        np.full(len(x["rhythm"]), index, real.target.dtype) for index, x in generated.items()
    ]
    return dataclasses.replace(
        real,
        beats=concatenate([real.beats, *generated.values()]),
        target=np.concatenate([real.target, *targets]),
    )
