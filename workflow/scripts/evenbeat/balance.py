"""The arms: what a classifier is trained on, built from the same real beats."""

import dataclasses

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler

from evenbeat.amounts import missing_beats
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
    class_weight : ndarray of float32, shape (classes,)
    """

    waveform: np.ndarray
    rhythm: np.ndarray
    target: np.ndarray
    class_weight: np.ndarray


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
    return TrainingSet(
        beats["waveform"], beats["rhythm"], target, np.ones(len(classes), dtype=np.float32)
    )


def weigh_classes(real, power):
    """Weigh each class by its count to the power of minus `power`; the mean over beats is one."""
    counts = np.bincount(real.target, minlength=len(real.class_weight)).astype(float)
    weight = counts**-power
    weight *= counts.sum() / (weight * counts).sum()
    return dataclasses.replace(real, class_weight=weight.astype(np.float32))


def _targets(real, amount):
    """Count the beats of each class after balancing, by index."""
    counts = dict(enumerate(np.bincount(real.target).tolist()))
    return {index: n + missing_beats(counts, index, amount) for index, n in counts.items()}


def oversample_randomly(real, amount, seed):
    """Repeat beats of the rare classes until each has `amount` of the largest class."""
    sampler = RandomOverSampler(sampling_strategy=_targets(real, amount), random_state=seed)
    rows, target = sampler.fit_resample(np.arange(len(real.target))[:, None], real.target)
    return dataclasses.replace(
        real, waveform=real.waveform[rows[:, 0]], rhythm=real.rhythm[rows[:, 0]], target=target
    )


def oversample_smote(real, amount, neighbors, seed):
    """Interpolate between neighbours of a rare class, waveform and rhythm together.

    A class with too few beats for `neighbors` neighbours uses all that it has; one with a single
    beat is an `InputError`.
    """
    features = np.hstack([real.waveform, real.rhythm]).astype(np.float32)
    target = real.target
    for index, wanted in _targets(real, amount).items():
        have = np.count_nonzero(target == index)
        if wanted == have:
            continue
        if have < 2:
            raise InputError(
                f"SMOTE interpolates between beats, and a class has {have} in training: take the "
                "arm or the class out of the configuration"
            )
        sampler = SMOTE(
            sampling_strategy={index: wanted},
            k_neighbors=min(neighbors, have - 1),
            random_state=derive_seed(seed, "smote", index),
        )
        features, target = sampler.fit_resample(features, target)
    length = real.waveform.shape[1]
    return dataclasses.replace(
        real, waveform=features[:, :length], rhythm=features[:, length:], target=target
    )


def add_synthetic(real, synthetic, amount):
    """Add synthetic beats.

    Parameters
    ----------
    real : TrainingSet
    synthetic : dict of int to dict
        Columns waveform, scaled as the data, and rhythm, by index of the class; a class may have
        fewer beats than are missing.
    amount : float
        Share of the largest class up to which each class is filled.

    Returns
    -------
    TrainingSet
    """
    waveforms, rhythms, targets = [real.waveform], [real.rhythm], [real.target]
    counts = dict(enumerate(np.bincount(real.target).tolist()))
    for index, beats in sorted(synthetic.items()):
        missing = missing_beats(counts, index, amount)
        waveforms.append(beats["waveform"][:missing])
        rhythms.append(beats["rhythm"][:missing])
        targets.append(np.full(len(waveforms[-1]), index, dtype=real.target.dtype))
    return dataclasses.replace(
        real,
        waveform=np.concatenate(waveforms),
        rhythm=np.concatenate(rhythms),
        target=np.concatenate(targets),
    )


def build_training_set(beats, classes, arm, synthetic, seed):
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
        Columns waveform and rhythm by class; empty for arms that use none.
    seed : int

    Returns
    -------
    TrainingSet
    """
    real = real_training_set(beats, classes)
    match arm["method"]:
        case "none":
            return real
        case "class_weights":
            return weigh_classes(real, arm["power"])
        case "random_oversampling":
            return oversample_randomly(real, arm["amount"], seed)
        case "smote":
            return oversample_smote(real, arm["amount"], arm["neighbors"], seed)
        case "gan" | "gan_screened":
            by_index = {classes.index(name): made for name, made in synthetic.items()}
            return add_synthetic(real, by_index, arm["amount"])
    raise AssertionError(arm["method"])  # the schema admits no other
