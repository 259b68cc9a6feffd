"""One training stage of a GAN: from initial weights or a checkpoint to the next checkpoint."""

import numpy as np

from evenbeat.beats.table import select
from evenbeat.data.aami import ALL
from evenbeat.gan.catalogue import find_model
from evenbeat.gan.checkpoints import check_model, write_checkpoint
from evenbeat.gan.scaling import normalise
from evenbeat.gan.untrained import log_untrained, read_untrained_reason, write_untrained
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def train_stage(
    path, previous, gan_id, epoch, beats, provenance, training, epochs, sample, module=None
):
    """Train for some epochs and write the next checkpoint.

    Parameters
    ----------
    path : str
        The checkpoint to write.
    previous : str or None
        The checkpoint to start from; None for the first stage.
    gan_id : evenbeat.gan.identity.GanId
    epoch : str
        Epoch of the checkpoint to write.
    beats : dict of str to ndarray, each of length n
        Training beats of the split: columns waveform, template, rhythm, label, patient and
        held_out.
    provenance : dict
        Attributes of the file of training beats.
    training : dict
        The model's `training` of the configuration.
    epochs : int
        Number of epochs of the stage.
    sample : int
        Number of beats from fixed latents to store in the checkpoint of a class.
    module : str, optional
        Python file of the user's own model.

    Raises
    ------
    InputError
        If the training diverges, or the previous checkpoint is of another model or network.
    MemoryError
        If the model runs out of memory.
    """
    rows = ~beats["held_out"]
    if gan_id.cls != ALL:
        rows &= beats["label"] == gan_id.cls
    attributes = gan_id.to_attributes() | {
        "epoch": epoch,
        "training_beats": int(rows.sum()),
        "sampling_rate": provenance["sampling_rate"],
        "filter": provenance["filter"],
        "scaling": provenance["scaling"],
    }
    if reason := _find_reason(rows.sum(), previous, training):
        log_untrained(gan_id, reason)
        write_untrained(path, reason, attributes)
        return

    print(gan_id.target, flush=True)
    model = find_model(gan_id.model, module)
    own = select(beats, rows) | {"sampling_rate": provenance["sampling_rate"]}
    state = _read_previous(model, previous, gan_id.model) if previous else None
    state, losses = model.train(own, training, gan_id.random_seed, epochs, state)
    fixed = {} if gan_id.cls == ALL else sample_fixed_latents(model, state, sample, gan_id)
    write_checkpoint(path, model, state, {"losses": losses, **fixed}, attributes)


def _read_previous(model, previous, name):
    check_model(previous, name)
    return model.read(previous)


def sample_fixed_latents(model, state, number, gan_id):
    """Generate beats from fixed latents, to compare checkpoints.

    Parameters
    ----------
    model : evenbeat.gan.interface.Model
    state : object
    number : int
    gan_id : evenbeat.gan.identity.GanId

    Returns
    -------
    dict of str to ndarray
        `sample`, float32, shape (number, length), at the scale of the GAN, and, if the GAN
        generates rhythm, `sample_rhythm`, float32, shape (number, 6).

    Raises
    ------
    InputError
        If the beats are not finite, or their number is wrong.
    """
    made = model.sample(state, number, derive_seed(gan_id.random_seed, "sample"))
    if np.ndim(made["waveform"]) != 2 or len(made["waveform"]) != number:
        raise InputError(
            f"the model sampled an array of shape {np.shape(made['waveform'])}; expected {number} "
            "beats in rows. Correct its method sample."
        )
    if not np.isfinite(made["waveform"]).all():
        raise InputError(
            f"the generator of {gan_id.target} makes beats that are not finite: the training "
            "diverged. Lower the learning rates in gan.models. The previous checkpoint is kept."
        )
    scaling = {name: model.describe(state)[name] for name in ("scale", "limit")}
    arrays = {"sample": normalise(made["waveform"], **scaling)}
    return arrays | ({"sample_rhythm": made["rhythm"]} if "rhythm" in made else {})


def _find_reason(beats, previous, training):
    """Return the reason why the GAN cannot be trained, or None if it can."""
    needed = training.get("min_beats", 1)
    if beats < needed:
        return f"{beats} training beats, {needed} are needed"
    return read_untrained_reason(previous) if previous else None
