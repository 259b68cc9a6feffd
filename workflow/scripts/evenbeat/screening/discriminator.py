"""Scores of synthetic beats from the discriminator of their GAN."""

import numpy as np

from evenbeat.gan.checkpoints import read_discriminator, read_templates
from evenbeat.gan.core import find_model
from evenbeat.gan.sampling import discriminate_beats
from evenbeat.gan.scaling import normalise
from evenbeat.io.hdf5 import open_hdf5


def discriminator_scores(checkpoint, beats):
    """Compute how real beats look to the discriminator of their GAN.

    Parameters
    ----------
    checkpoint : str or None
        Path of the checkpoint. None only if there are no beats.
    beats : dict of str to ndarray, each of length n
        Synthetic beats: columns waveform, at the scale of the data, rhythm and patient.

    Returns
    -------
    ndarray of float, shape (n,)
        From 0 to 1, higher for more real.

    Raises
    ------
    InputError
        If the file is damaged or no checkpoint.
    """
    if not len(beats["waveform"]):
        return np.empty(0)
    with open_hdf5(checkpoint) as file:
        scaling = {name: file.attrs[name] for name in ("scale", "limit")}
        model = str(file.attrs["model"])
    inputs = {"beat": normalise(beats["waveform"], **scaling), "rhythm": beats["rhythm"]}
    patients, templates = read_templates(checkpoint)
    if templates is not None:
        inputs["template"] = templates[np.searchsorted(patients, beats["patient"])]
    discriminator = read_discriminator(checkpoint, beats["waveform"].shape[1])
    return find_model(model).to_probability(discriminate_beats(discriminator, inputs))
