"""One training stage of a GAN: from a checkpoint, or from initial weights, to the next one."""

import numpy as np

from evenbeat.beats.table import select
from evenbeat.data.aami import ALL
from evenbeat.gan.checkpoints import read_gan, read_precision, write_checkpoint
from evenbeat.gan.core import find_model
from evenbeat.gan.sampling import sample_beats
from evenbeat.gan.training_loop import train
from evenbeat.gan.untrained import log_untrained, read_untrained_reason, write_untrained
from evenbeat.nn.backend import choose_precision, tf
from evenbeat.runtime.errors import InputError
from evenbeat.runtime.seeds import derive_seed


def train_stage(path, previous, gan_id, epoch, beats, provenance, training, epochs, sample):
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

    Raises
    ------
    InputError
        If the training diverges, or the previous checkpoint does not fit.
    MemoryError
        If TensorFlow runs out of memory.
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

    precision = _resolve_precision(previous, training)
    print(f"{gan_id.target}, products in {precision}", flush=True)
    model, seed = find_model(gan_id.model), gan_id.random_seed
    own = select(beats, rows) | {"sampling_rate": provenance["sampling_rate"]}
    data, scales = model.prepare(own, training)
    gan = model.build(data, training, seed)
    if previous:
        read_gan(previous, gan, gan_id.model, precision)
    step = model.make_step(gan, data, training, seed, precision)
    try:
        number = epochs * model.count_steps(data, training)
        losses = train(gan, step, number, model.LOSSES)
    except tf.errors.ResourceExhaustedError as error:
        raise MemoryError(error.message) from error
    fixed = {} if gan_id.cls == ALL else sample_fixed_latents(gan, sample, gan_id)
    about = {"precision": precision, "loss": model.LOSS, "loss_unit": model.UNIT}
    about["loss_columns"] = list(model.LOSSES)
    write_checkpoint(path, gan, {"losses": losses, **fixed}, attributes | scales | about)


def sample_fixed_latents(gan, number, gan_id):
    """Generate beats from fixed latents, by which checkpoints are compared.

    Parameters
    ----------
    gan : evenbeat.gan.core.Gan
    number : int
    gan_id : evenbeat.gan.identity.GanId

    Returns
    -------
    dict of str to ndarray
        `sample`, float32, shape (number, length), and, if the GAN generates rhythm,
        `sample_rhythm`, float32, shape (number, 6).

    Raises
    ------
    InputError
        If the beats are not finite.
    """
    generated = sample_beats(
        gan.networks["generator"], number, derive_seed(gan_id.random_seed, "sample"), gan.templates
    )
    if not np.isfinite(generated["beat"]).all():
        raise InputError(
            f"the generator of {gan_id.target} makes beats that are not finite: the "
            "training has diverged. Lower the learning rates in gan.models. The previous "
            "checkpoint is kept."
        )
    names = {"beat": "sample", "rhythm": "sample_rhythm"}
    return {names[name]: array for name, array in generated.items() if name in names}


def _find_reason(beats, previous, training):
    """Return the reason why the GAN cannot be trained, or None if it can."""
    if beats < training["min_beats"]:
        return f"{beats} training beats, {training['min_beats']} are needed"
    return read_untrained_reason(previous) if previous else None


def _resolve_precision(previous, training):
    """Keep the precision of the previous checkpoint if the configuration says `auto`."""
    setting = training.get("precision", "float32")
    if previous and setting == "auto":
        setting = read_precision(previous)
    return choose_precision(setting)
