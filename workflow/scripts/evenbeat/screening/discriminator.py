"""Scores of synthetic beats from the discriminator of their GAN."""

import numpy as np

from evenbeat.gan.catalogue import find_model
from evenbeat.io.hdf5 import open_hdf5


def discriminator_scores(checkpoint, beats, module=None):
    """Compute how real beats look to the discriminator of their GAN.

    Parameters
    ----------
    checkpoint : str or None
        Path of the checkpoint. None only if there are no beats.
    beats : dict of str to ndarray, each of length n
        Synthetic beats: columns waveform, at the scale of the data, template and rhythm.
    module : str, optional
        Python file of the user's own model.

    Returns
    -------
    ndarray of float, shape (n,)
        From 0 to 1; higher for beats that look more real.

    Raises
    ------
    InputError
        If the file is damaged or not a checkpoint.
    """
    if not len(beats["waveform"]):
        return np.empty(0)
    with open_hdf5(checkpoint) as file:
        name = str(file.attrs["model"])
    model = find_model(name, module)
    return model.discriminate(model.read(checkpoint), beats)
