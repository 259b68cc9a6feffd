"""Training sets of the arms, each built from the same real beats."""

import dataclasses

import numpy as np

from evenbeat.balancing.arm import Arm
from evenbeat.balancing.augmentation import jitter_beats, sample_mixture, transplant_beats
from evenbeat.balancing.oversampling import (
    add_beats,
    count_missing,
    oversample_randomly,
    oversample_smote,
)
from evenbeat.balancing.weighting import weight_added_beats, weight_classes
from evenbeat.beats.table import FEATURES, select
from evenbeat.runtime.errors import error_context
from evenbeat.runtime.seeds import derive_seed


@dataclasses.dataclass
class TrainingSet:
    """The training set of one classifier.

    Attributes
    ----------
    beats : dict of str to ndarray of float32, each of length n
        Columns waveform, template and rhythm; the real beats come first.
    target : ndarray of int32, shape (n,)
        Class index of each beat.
    weight : ndarray of float32, shape (n,)
        Weight of each beat in the loss.
    """

    beats: dict
    target: np.ndarray
    weight: np.ndarray


def real_training_set(beats, classes):
    """Build the training set of the method `none`: the real beats, unchanged.

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


@dataclasses.dataclass(frozen=True)
class Task:
    """The inputs from which an arm builds its training set.

    Attributes
    ----------
    real : TrainingSet
        The real beats.
    arm : evenbeat.balancing.arm.Arm
    classes : sequence of str
        In the order of the classifier's outputs.
    synthetic : dict of str to dict
        Synthetic beats by class: columns waveform, template and rhythm.
    centre : int
        Sample number of the R peak.
    seed : int
    """

    real: TrainingSet
    arm: Arm
    classes: list
    synthetic: dict
    centre: int
    seed: int

    def missing(self):
        """Count the missing beats of the classes that the arm fills.

        Returns
        -------
        dict of int to int
            As `count_missing` returns it.
        """
        filled = [self.classes.index(name) for name in self.arm.filled(self.classes)]
        return count_missing(self.real, self.arm.settings["amount"], filled)

    def add_to_each_class(self, make):
        """Add generated beats to each class that lacks beats.

        Parameters
        ----------
        make : callable
            Takes the real beats of a class, the number of missing beats and a seed; returns
            generated beats.

        Returns
        -------
        TrainingSet
            With weights for the real beats only.
        """
        generated = {}
        for index, number in self.missing().items():
            of_class = select(self.real.beats, self.real.target == index)
            with error_context(f"class {self.classes[index]}"):
                generated[index] = make(
                    of_class, number, derive_seed(self.seed, self.arm.method, index)
                )
        return add_beats(self.real, generated)


def _oversample_randomly(task):
    return oversample_randomly(task.real, task.missing(), task.seed)


def _oversample_smote(task):
    neighbors = task.arm.settings["neighbors"]
    return oversample_smote(task.real, task.missing(), neighbors, task.seed, task.classes)


def _jitter(task):
    return task.add_to_each_class(
        lambda beats, number, seed: jitter_beats(beats, number, task.centre, seed)
    )


def _transplant(task):
    templates = np.unique(task.real.beats["template"], axis=0)
    return task.add_to_each_class(
        lambda beats, number, seed: transplant_beats(beats, templates, number, seed)
    )


def _sample_mixture(task):
    components = task.arm.settings["components"]
    return task.add_to_each_class(
        lambda beats, number, seed: sample_mixture(beats, number, components, seed)
    )


def _add_synthetic(task):
    generated = {
        index: select(task.synthetic[task.classes[index]], slice(number))
        for index, number in task.missing().items()
        if task.classes[index] in task.synthetic
    }
    return add_beats(task.real, generated)


# Methods that only change the weights of the real beats, and methods that add beats.
REWEIGHTED = {
    "none": lambda task: task.real,
    "class_weights": lambda task: weight_classes(task.real, task.arm.settings["power"]),
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
    arm : evenbeat.balancing.arm.Arm
    synthetic : dict of str to dict
        Synthetic beats by class: columns waveform, template and rhythm. A class may have fewer
        beats than are missing. Empty for arms without a GAN.
    centre : int
        Sample number of the R peak.
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
    return weight_added_beats(OVERSAMPLED[arm.method](task), arm.settings.get("weight", 1))
