"""Networks that judge synthetic beats: a GAN's own discriminator, and classifiers of real beats."""

import numpy as np

from evenbeat.beat_table import read_beats
from evenbeat.classifier import load_classifier, predict
from evenbeat.gan import find_model, judge_beats
from evenbeat.hdf5 import open_hdf5
from evenbeat.milestones import read_discriminator, read_templates
from evenbeat.normalisation import normalise
from evenbeat.screens import judge_label


def judge_reality(milestone, beats):
    """Ask the GAN's own discriminator how real its beats look.

    Parameters
    ----------
    milestone : str or None
        None only if there are no beats.
    beats : dict of str to ndarray, each of length n
        Synthetic beats: columns waveform, at the scale of the data, rhythm and patient.

    Returns
    -------
    ndarray of float, shape (n,)
        From 0 to 1.
    """
    if not len(beats["waveform"]):
        return np.empty(0)
    with open_hdf5(milestone) as file:
        scaling = {name: file.attrs[name] for name in ("scale", "limit")}
        model = str(file.attrs["model"])
    inputs = {"beat": normalise(beats["waveform"], **scaling), "rhythm": beats["rhythm"]}
    patients, templates = read_templates(milestone)
    if templates is not None:
        inputs["template"] = templates[np.searchsorted(patients, beats["patient"])]
    discriminator = read_discriminator(milestone, beats["waveform"].shape[1])
    return find_model(model).to_probability(judge_beats(discriminator, inputs))


def ask_classifiers(paths, beats, index):
    """Ask classifiers for the probability of a class.

    Parameters
    ----------
    paths : sequence of k str
    beats : dict of str to ndarray, each of length n
        Columns waveform, template and rhythm.
    index : int
        Of the class.

    Returns
    -------
    ndarray of float, shape (k, n)
    """
    if not len(beats["waveform"]):
        return np.empty((len(paths), 0))
    return np.array([predict(load_classifier(path), beats)[:, index] for path in paths])


def ask_strangers(checkers, folds, beats, index):
    """Ask, for the probability of a class, those classifiers that have not seen a beat's patient.

    Parameters
    ----------
    checkers, folds : sequence of k str
        Classifiers, and the beats that each was trained on.
    beats : dict of str to ndarray, each of length n
        Columns waveform, template, rhythm and patient.
    index : int
        Of the class.

    Returns
    -------
    ndarray of float, shape (n,)
    """
    known = [set(read_beats(path, ("patient",))["patient"]) for path in folds]
    return judge_label(ask_classifiers(checkers, beats, index), beats["patient"], known)
