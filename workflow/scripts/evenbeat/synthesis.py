"""The making of synthetic beats."""

import numpy as np
from sklearn.metrics import pairwise_distances_argmin

from evenbeat.beat_table import FEATURES
from evenbeat.errors import InputError
from evenbeat.gan import sample_beats
from evenbeat.hdf5 import open_hdf5
from evenbeat.milestones import read_generator, read_templates
from evenbeat.normalisation import denormalise
from evenbeat.seeds import derive_seed, seed_of_gan


def chosen_milestone(paths, choice):
    """Find the file of the chosen milestone.

    Parameters
    ----------
    paths : sequence of str
        The GAN's milestones.
    choice : dict
        What `evenbeat.choice.choose_among` made.

    Returns
    -------
    str or None
        None where the class has no GAN.

    Raises
    ------
    InputError
        If it is none of them.
    """
    if not choice["trained"]:
        return None
    for path in paths:
        if path.endswith(f"_epoch{choice['chosen']}.h5"):
            return path
    raise InputError(
        f"milestone {choice['chosen']!r} was chosen and is none of {', '.join(paths)}. Delete the "
        "file of the choice, milestones_<class>.json, and run again."
    )


def synthesize(milestone, number, real):
    """Generate a class's beats at the scale of the data.

    What a generator does not make of a beat, and a classifier wants, a rhythm or the template of a
    patient, the beat borrows from the real one whose waveform is nearest.

    Parameters
    ----------
    milestone : str or None
    number : int
    real : dict of str to ndarray
        Training beats of the class: columns waveform, template and rhythm.

    Returns
    -------
    dict of str to ndarray, each of length `number`
        Columns waveform, template, rhythm and patient; no rows at all where there is no GAN.

    Raises
    ------
    InputError
        If the file is no milestone, or its beats are not finite.
    """
    if milestone is None:
        none = {name: np.empty((0, *real[name].shape[1:]), np.float32) for name in FEATURES}
        return none | {"patient": np.empty(0, dtype=str)}
    with open_hdf5(milestone) as file:
        scale = float(file.attrs["scale"])
        seed = seed_of_gan({**file.attrs, "cls": file.attrs["class"]})
    patients, templates = read_templates(milestone)
    made = sample_beats(
        read_generator(milestone), number, derive_seed(seed, "synthetic"), templates
    )
    beats = {"waveform": denormalise(made["beat"], scale), "patient": np.full(number, "")}
    if "rhythm" in made:
        beats["rhythm"] = made["rhythm"]
    if templates is not None:
        own = made["patient"]
        beats |= {"template": templates[own], "patient": patients[own]}
    if not all(np.isfinite(beats[name]).all() for name in FEATURES if name in beats):
        raise InputError(
            f"{milestone} makes beats that are not finite: it is damaged, or was written by "
            "something else. Delete it and run again: training resumes from the one before it."
        )
    return _lend(real, beats["waveform"]) | beats


def _lend(real, waveform):
    """Give each waveform the features of the real beat that is nearest to it."""
    nearest = pairwise_distances_argmin(waveform, real["waveform"]) if len(waveform) else slice(0)
    return {name: real[name][nearest] for name in FEATURES}
