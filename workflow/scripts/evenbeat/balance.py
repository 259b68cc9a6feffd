"""Training sets: what the classifiers of each arm learn from, built from the same real beats."""

import dataclasses

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler

from evenbeat.amounts import missing_beats
from evenbeat.arm import Arm
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


@dataclasses.dataclass(frozen=True)
class Task:
    """What an arm makes its training set of.

    Attributes
    ----------
    real : TrainingSet
    arm : evenbeat.arm.Arm
    classes : sequence of str
        In the order of the classifier's outputs.
    synthetic : dict of str to dict
        Columns waveform, template and rhythm by class.
    centre : int
        Sample of the R peak.
    seed : int
    """

    real: TrainingSet
    arm: Arm
    classes: list
    synthetic: dict
    centre: int
    seed: int

    def missing(self):
        """Count the beats that the classes lack which the arm fills.

        Returns
        -------
        dict of int to int
            As `count_missing` gives it.
        """
        filled = [self.classes.index(name) for name in self.arm.filled(self.classes)]
        return count_missing(self.real, self.arm.settings["amount"], filled)

    def make_each(self, make):
        """Add generated beats to each class that lacks some.

        Parameters
        ----------
        make : callable
            From the real beats of a class, how many it lacks and a seed to generated beats.

        Returns
        -------
        TrainingSet
            Without weights for the added beats.
        """
        made = {}
        for index, number in self.missing().items():
            of_class = select(self.real.beats, self.real.target == index)
            made[index] = make(of_class, number, derive_seed(self.seed, self.arm.method, index))
        return add_beats(self.real, made)


def _oversample_randomly(task):
    return oversample_randomly(task.real, task.missing(), task.seed)


def _oversample_smote(task):
    neighbors = task.arm.settings["neighbors"]
    return oversample_smote(task.real, task.missing(), neighbors, task.seed, task.classes)


def _jitter(task):
    return task.make_each(
        lambda beats, number, seed: jitter_beats(beats, number, task.centre, seed)
    )


def _transplant(task):
    templates = np.unique(task.real.beats["template"], axis=0)
    return task.make_each(
        lambda beats, number, seed: transplant_beats(beats, templates, number, seed)
    )


def _sample_mixture(task):
    components = task.arm.settings["components"]
    return task.make_each(
        lambda beats, number, seed: sample_mixture(beats, number, components, seed)
    )


def _add_synthetic(task):
    made = {
        index: select(task.synthetic[task.classes[index]], slice(number))
        for index, number in task.missing().items()
        if task.classes[index] in task.synthetic
    }
    return add_beats(task.real, made)


# What each method makes of the real beats, and how each of the others adds beats to them.
REWEIGHTED = {
    "none": lambda task: task.real,
    "class_weights": lambda task: weigh_classes(task.real, task.arm.settings["power"]),
}
OVERSAMPLED = {
    "random_oversampling": _oversample_randomly,
    "smote": _oversample_smote,
    "jitter": _jitter,
    "transplant": _transplant,
    "mixture": _sample_mixture,
    "gan": _add_synthetic,
    "gan_screened": _add_synthetic,
    "gan_control": _add_synthetic,
}


def build_training_set(beats, classes, arm, synthetic, centre, seed):
    """Build an arm's training set.

    Parameters
    ----------
    beats : dict of str to ndarray, each of length n
        Real training beats: columns waveform, template, rhythm and label.
    classes : sequence of str
        In the order of the classifier's outputs.
    arm : evenbeat.arm.Arm
    synthetic : dict of str to dict
        Columns waveform, template and rhythm by class, which may have fewer beats than are
        missing; empty for arms that use none.
    centre : int
        Sample of the R peak.
    seed : int

    Returns
    -------
    TrainingSet

    Raises
    ------
    InputError
        If a class has too few beats for the method.
    """
    task = Task(real_training_set(beats, classes), arm, classes, synthetic, centre, seed)
    if arm.method in REWEIGHTED:
        return REWEIGHTED[arm.method](task)
    return weigh_added(OVERSAMPLED[arm.method](task), arm.settings.get("weight", 1))
