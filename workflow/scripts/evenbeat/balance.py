"""The arms: what a classifier is trained on, built from the same real beats."""

import dataclasses

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler

from evenbeat.amounts import missing_beats
from evenbeat.augmentation import jitter_beats, sample_mixture, transplant_beats
from evenbeat.beat_table import FEATURES, concatenate, join_features, part_features, select
from evenbeat.errors import InputError
from evenbeat.seeds import derive_seed


@dataclasses.dataclass
class TrainingSet:
    """What one classifier learns from.

    Attributes
    ----------
    beats : dict of str to ndarray of float32, each of length n
        Columns waveform, template and rhythm; the real beats come first.
    target : ndarray of int32, shape (n,)
        Index of the class.
    weight : ndarray of float32, shape (n,)
        Of each beat in the loss.
    """

    beats: dict
    target: np.ndarray
    weight: np.ndarray


def real_training_set(beats, classes):
    """Take the real beats as they are, which is the arm `none`.

    Parameters
    ----------
    beats : dict of str to ndarray
        Columns waveform, template, rhythm and label.
    classes : sequence of str

    Returns
    -------
    TrainingSet
    """
    target = np.zeros(len(beats["label"]), dtype=np.int32)
    for index, name in enumerate(classes):
        target[beats["label"] == name] = index
    weight = np.ones(len(target), dtype=np.float32)
    return TrainingSet({name: beats[name] for name in FEATURES}, target, weight)


def weigh_classes(real, power):
    """Weigh each class by its count to the power of minus `power`.

    Parameters
    ----------
    real : TrainingSet
    power : float

    Returns
    -------
    TrainingSet
        Whose weights have the mean one over beats.
    """
    counts = np.bincount(real.target).astype(float)
    weight = np.power(counts, -power, out=np.zeros_like(counts), where=counts > 0)
    weight *= counts.sum() / (weight * counts).sum()
    return dataclasses.replace(real, weight=weight[real.target].astype(np.float32))


def count_missing(real, amount, filled):
    """Count the beats that each class lacks.

    Parameters
    ----------
    real : TrainingSet
    amount : float
        Share of the largest class up to which classes are filled.
    filled : sequence of int
        The classes that are, by index.

    Returns
    -------
    dict of int to int
        Of those of them that have any beats, and lack some.
    """
    counts = dict(enumerate(np.bincount(real.target).tolist()))
    missing = {i: missing_beats(counts, i, amount) for i in sorted(filled) if counts.get(i)}
    return {index: number for index, number in missing.items() if number}


def oversample_randomly(real, missing, seed):
    """Repeat beats of the classes that lack some.

    Parameters
    ----------
    real : TrainingSet
    missing : dict of int to int
        As `count_missing` gives it.
    seed : int

    Returns
    -------
    TrainingSet
        Without weights for the added beats.
    """
    counts = np.bincount(real.target)
    wanted = {index: int(counts[index]) + number for index, number in missing.items()}
    sampler = RandomOverSampler(sampling_strategy=wanted, random_state=seed)
    rows, target = sampler.fit_resample(np.arange(len(real.target))[:, None], real.target)
    return dataclasses.replace(real, beats=select(real.beats, rows[:, 0]), target=target)


def oversample_smote(real, missing, neighbors, seed, classes):
    """Interpolate between neighbours of a rare class, in all that a classifier sees of a beat.

    Parameters
    ----------
    real : TrainingSet
    missing : dict of int to int
        As `count_missing` gives it.
    neighbors : int
        A class with too few beats for so many uses all that it has.
    seed : int
    classes : sequence of str
        For the error message.

    Returns
    -------
    TrainingSet
        Without weights for the added beats.

    Raises
    ------
    InputError
        If a class has a single beat.

    Notes
    -----
    Chawla et al. 2002, Journal of Artificial Intelligence Research 16, 321-357. Distances are
    Euclidean over waveform, template and rhythm as they are.
    """
    features = join_features(real.beats)
    target = real.target
    for index, number in missing.items():
        have = np.count_nonzero(target == index)
        if have < 2:
            raise InputError(
                f"SMOTE interpolates between beats, and class {classes[index]} has {have} in "
                "training: take the arm or the class out of the configuration"
            )
        sampler = SMOTE(
            sampling_strategy={index: have + number},
            k_neighbors=min(neighbors, have - 1),
            random_state=derive_seed(seed, "smote", index),
        )
        features, target = sampler.fit_resample(features, target)
    return dataclasses.replace(real, beats=part_features(features, real.beats), target=target)


def add_beats(real, made):
    """Add beats that were made of rare ones.

    Parameters
    ----------
    real : TrainingSet
    made : dict of int to dict
        Columns waveform and template, scaled as the data, and rhythm, by index of the class.

    Returns
    -------
    TrainingSet
        Without weights for the added beats.
    """
    targets = [np.full(len(x["rhythm"]), index, real.target.dtype) for index, x in made.items()]
    return dataclasses.replace(
        real,
        beats=concatenate([real.beats, *made.values()]),
        target=np.concatenate([real.target, *targets]),
    )


def weigh_added(training_set, weight):
    """Give the beats that were added to the real ones, which have theirs, a weight in the loss.

    Parameters
    ----------
    training_set : TrainingSet
        With weights for the real beats alone, which come first.
    weight : float

    Returns
    -------
    TrainingSet
        With a weight for each beat.
    """
    added = len(training_set.target) - len(training_set.weight)
    weights = np.append(training_set.weight, np.full(added, weight, dtype=np.float32))
    return dataclasses.replace(training_set, weight=weights)


def build_training_set(beats, classes, arm, synthetic, centre, seed):
    """Build an arm's training set.

    Parameters
    ----------
    beats : dict of str to ndarray
        Real training beats: columns waveform, template, rhythm and label.
    classes : sequence of str
        In the order of the classifier's outputs.
    arm : dict
        `method` and the method's parameters, as in the configuration's `arms`.
    synthetic : dict of str to dict
        Columns waveform, template and rhythm by class, which may have fewer beats than are
        missing; empty for arms that use none.
    centre : int
        Sample of the R peak.
    seed : int

    Returns
    -------
    TrainingSet
    """
    real = real_training_set(beats, classes)
    if arm["method"] == "none":
        return real
    if arm["method"] == "class_weights":
        return weigh_classes(real, arm["power"])
    filled = [classes.index(name) for name in arm.get("classes", classes) if name in classes]
    missing = count_missing(real, arm["amount"], filled)

    def of_class(index):
        return select(real.beats, real.target == index)

    def own(index):
        return derive_seed(seed, arm["method"], index)

    match arm["method"]:
        case "random_oversampling":
            larger = oversample_randomly(real, missing, seed)
        case "smote":
            larger = oversample_smote(real, missing, arm["neighbors"], seed, classes)
        case "jitter":
            made = {i: jitter_beats(of_class(i), n, centre, own(i)) for i, n in missing.items()}
            larger = add_beats(real, made)
        case "transplant":
            templates = np.unique(real.beats["template"], axis=0)
            made = {
                i: transplant_beats(of_class(i), templates, n, own(i)) for i, n in missing.items()
            }
            larger = add_beats(real, made)
        case "mixture":
            components = arm["components"]
            made = {
                i: sample_mixture(of_class(i), n, components, own(i)) for i, n in missing.items()
            }
            larger = add_beats(real, made)
        case "gan" | "gan_screened" | "gan_control":
            made = {
                index: select(synthetic[classes[index]], slice(number))
                for index, number in missing.items()
                if classes[index] in synthetic
            }
            larger = add_beats(real, made)
        case method:
            raise AssertionError(method)  # the schema admits no other
    return weigh_added(larger, arm.get("weight", 1))
