"""Generation of synthetic beats from a checkpoint."""

import numpy as np
from sklearn.metrics import pairwise_distances_argmin

from evenbeat.beats.table import FEATURES
from evenbeat.gan.catalogue import find_model
from evenbeat.gan.identity import GanId
from evenbeat.gan.model_output import CORRECT_SAMPLE, check_sample
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.runtime.seeds import derive_seed

DAMAGED = (
    "It is damaged, or another program wrote it. Delete it and run again: training resumes from "
    "the previous checkpoint."
)


def generate_beats(checkpoint, number, real, module=None):
    """Generate beats of a class at the scale of the data.

    A classifier also uses the rhythm and the patient's template. If the generator does not make
    them, they are copied from the real beat with the nearest waveform.

    Parameters
    ----------
    checkpoint : str or None
        Path of the checkpoint; None if the class has no GAN.
    number : int
        Number of beats to generate.
    real : dict of str to ndarray, each of length n
        Training beats of the class: columns waveform, template and rhythm.
    module : str, optional
        Python file of the user's own model.

    Returns
    -------
    dict of str to ndarray, each of length `number`
        Columns waveform, template, rhythm, row, from 0, and patient, which is empty if a beat is
        not made for a particular patient. Empty columns if there is no GAN.

    Raises
    ------
    InputError
        If the file is not a checkpoint, or its beats are not finite or have another shape.
    """
    if checkpoint is None:
        none = {name: np.empty((0, *real[name].shape[1:]), np.float32) for name in FEATURES}
        return none | {"patient": np.empty(0, dtype=str), "row": np.arange(0)}
    with open_hdf5(checkpoint) as file:
        gan_id = GanId.from_attributes(file.attrs)
    model = find_model(gan_id.model, module)
    made = model.sample(
        model.read(checkpoint), number, derive_seed(gan_id.random_seed, "synthetic")
    )
    origin, advice = (module, CORRECT_SAMPLE) if module else (checkpoint, DAMAGED)
    made = check_sample(made, number, origin, real["waveform"].shape[1], advice)
    beats = {"patient": np.full(number, ""), "row": np.arange(number)} | made
    return _borrow_nearest(real, beats["waveform"]) | beats


def _borrow_nearest(real, waveform):
    """Copy the columns of the real beat with the waveform nearest to each waveform."""
    nearest = pairwise_distances_argmin(waveform, real["waveform"]) if len(waveform) else slice(0)
    return {name: real[name][nearest] for name in FEATURES}
