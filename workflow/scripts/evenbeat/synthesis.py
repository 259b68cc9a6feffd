"""The making of synthetic beats."""

import numpy as np

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

    A generator that makes waveforms only gives each the rhythm of a real beat: the classifier
    wants one.

    Parameters
    ----------
    milestone : str or None
    number : int
    real : dict of str to ndarray
        Training beats of the class: columns waveform and rhythm.

    Returns
    -------
    dict of str to ndarray, each of length `number`
        Columns waveform, rhythm and patient; no rows at all where there is no GAN.

    Raises
    ------
    InputError
        If the file is no milestone, or its beats are not finite.
    """
    if milestone is None:
        return {
            "waveform": np.empty((0, *real["waveform"].shape[1:]), dtype=np.float32),
            "rhythm": np.empty((0, *real["rhythm"].shape[1:]), dtype=np.float32),
            "patient": np.empty(0, dtype=str),
        }
    with open_hdf5(milestone) as file:
        scale = float(file.attrs["scale"])
        seed = seed_of_gan({**file.attrs, "cls": file.attrs["class"]})
    patients, templates = read_templates(milestone)
    made = sample_beats(
        read_generator(milestone), number, derive_seed(seed, "synthetic"), templates
    )
    if "rhythm" not in made:
        rng = np.random.default_rng(derive_seed(seed, "rhythm"))
        made["rhythm"] = real["rhythm"][rng.integers(len(real["rhythm"]), size=number)]
    waveform = denormalise(made["beat"], scale)
    if not (np.isfinite(waveform).all() and np.isfinite(made["rhythm"]).all()):
        raise InputError(
            f"{milestone} makes beats that are not finite: it is damaged, or was written by "
            "something else. Delete it and run again: training resumes from the one before it."
        )
    return {
        "waveform": waveform,
        "rhythm": made["rhythm"],
        "patient": np.full(number, "") if templates is None else patients[made["patient"]],
    }
