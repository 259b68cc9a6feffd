"""The arms: what a classifier is trained on, built from the same real beats."""

import dataclasses

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler

from evenbeat.amounts import missing_beats
from evenbeat.augmentation import jitter_beats, sample_mixture
from evenbeat.errors import InputError
from evenbeat.seeds import derive_seed


@dataclasses.dataclass
class TrainingSet:
    """What one classifier learns from.

    Attributes
    ----------
    waveform : ndarray of float32, shape (n, length)
    rhythm : ndarray of float32, shape (n, 4)
    target : ndarray of int32, shape (n,)
        Index of the class; the real beats come first.
    weight : ndarray of float32, shape (n,)
        Of each beat in the loss.
    """

    waveform: np.ndarray
    rhythm: np.ndarray
    target: np.ndarray
    weight: np.ndarray


def real_training_set(beats, classes):
    """Take the real beats as they are, which is the arm `none`.

    Parameters
    ----------
    beats : dict of str to ndarray
        Columns waveform, rhythm and label.
    classes : sequence of str

    Returns
    -------
    TrainingSet
    """
    target = np.zeros(len(beats["label"]), dtype=np.int32)
    for index, name in enumerate(classes):
        target[beats["label"] == name] = index
    weight = np.ones(len(target), dtype=np.float32)
    return TrainingSet(beats["waveform"], beats["rhythm"], target, weight)


def weigh_classes(real, power):
    """Weigh each class by its count to the power of minus `power`; the mean over beats is one."""
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
    """Repeat beats of the classes that lack some."""
    counts = np.bincount(real.target)
    wanted = {index: int(counts[index]) + number for index, number in missing.items()}
    sampler = RandomOverSampler(sampling_strategy=wanted, random_state=seed)
    rows, target = sampler.fit_resample(np.arange(len(real.target))[:, None], real.target)
    return dataclasses.replace(
        real, waveform=real.waveform[rows[:, 0]], rhythm=real.rhythm[rows[:, 0]], target=target
    )


def oversample_smote(real, missing, neighbors, seed):
    """Interpolate between neighbours of a rare class, waveform and rhythm together.

    A class with too few beats for `neighbors` neighbours uses all that it has; one with a single
    beat is an `InputError`.
    """
    features = np.hstack([real.waveform, real.rhythm]).astype(np.float32)
    target = real.target
    for index, number in missing.items():
        have = np.count_nonzero(target == index)
        if have < 2:
            raise InputError(
                f"SMOTE interpolates between beats, and a class has {have} in training: take the "
                "arm or the class out of the configuration"
            )
        sampler = SMOTE(
            sampling_strategy={index: have + number},
            k_neighbors=min(neighbors, have - 1),
            random_state=derive_seed(seed, "smote", index),
        )
        features, target = sampler.fit_resample(features, target)
    length = real.waveform.shape[1]
    return dataclasses.replace(
        real, waveform=features[:, :length], rhythm=features[:, length:], target=target
    )


def add_beats(real, made):
    """Add beats that were made of rare ones.

    Parameters
    ----------
    real : TrainingSet
    made : dict of int to (ndarray, ndarray)
        Waveforms, scaled as the data, and rhythms, by index of the class.

    Returns
    -------
    TrainingSet
        Without weights for the added beats.
    """
    targets = [np.full(len(w), index, real.target.dtype) for index, (w, _) in made.items()]
    return dataclasses.replace(
        real,
        waveform=np.concatenate([real.waveform, *(waveform for waveform, _ in made.values())]),
        rhythm=np.concatenate([real.rhythm, *(rhythm for _, rhythm in made.values())]),
        target=np.concatenate([real.target, *targets]),
    )


def weigh_added(training_set, weight):
    """Give the beats that were added to the real ones, which have theirs, a weight in the loss."""
    added = len(training_set.target) - len(training_set.weight)
    weights = np.append(training_set.weight, np.full(added, weight, dtype=np.float32))
    return dataclasses.replace(training_set, weight=weights)


def build_training_set(beats, classes, arm, synthetic, centre, seed):
    """Build an arm's training set.

    Parameters
    ----------
    beats : dict of str to ndarray
        Real training beats: columns waveform, rhythm and label.
    classes : sequence of str
        In the order of the classifier's outputs.
    arm : dict
        `method` and the method's parameters, as in the configuration's `arms`.
    synthetic : dict of str to dict
        Columns waveform and rhythm by class, which may have fewer beats than are missing; empty
        for arms that use none.
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
        rows = real.target == index
        return real.waveform[rows], real.rhythm[rows]

    def own(index):
        return derive_seed(seed, arm["method"], index)

    match arm["method"]:
        case "random_oversampling":
            larger = oversample_randomly(real, missing, seed)
        case "smote":
            larger = oversample_smote(real, missing, arm["neighbors"], seed)
        case "jitter":
            made = {i: jitter_beats(*of_class(i), n, centre, own(i)) for i, n in missing.items()}
            larger = add_beats(real, made)
        case "mixture":
            components = arm["components"]
            made = {
                i: sample_mixture(*of_class(i), n, components, own(i)) for i, n in missing.items()
            }
            larger = add_beats(real, made)
        case "gan" | "gan_screened" | "gan_control":
            made = {
                index: [synthetic[classes[index]][part][:number] for part in ("waveform", "rhythm")]
                for index, number in missing.items()
                if classes[index] in synthetic
            }
            larger = add_beats(real, made)
        case method:
            raise AssertionError(method)  # the schema admits no other
    return weigh_added(larger, arm.get("weight", 1))
