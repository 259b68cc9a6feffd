"""The making of synthetic beats."""

import numpy as np

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
    """
    if not choice["trained"]:
        return None
    return next(path for path in paths if path.endswith(f"_epoch{choice['chosen']}.h5"))


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
    """
    if milestone is None:
        return {
            "waveform": np.empty((0, *real["waveform"].shape[1:]), dtype=np.float32),
            "rhythm": np.empty((0, *real["rhythm"].shape[1:]), dtype=np.float32),
            "patient": np.empty(0, dtype=str),
        }
    with open_hdf5(milestone) as file:
        scale, identity = file.attrs["scale"], {**file.attrs, "cls": file.attrs["class"]}
    seed = seed_of_gan(identity)
    patients, templates = read_templates(milestone)
    made = sample_beats(
        read_generator(milestone), number, derive_seed(seed, "synthetic"), templates
    )
    if "rhythm" not in made:
        rng = np.random.default_rng(derive_seed(seed, "rhythm"))
        made["rhythm"] = real["rhythm"][rng.integers(len(real["rhythm"]), size=number)]
    return {
        "waveform": denormalise(made["beat"], scale),
        "rhythm": made["rhythm"],
        "patient": np.full(number, "") if templates is None else patients[made["patient"]],
    }
