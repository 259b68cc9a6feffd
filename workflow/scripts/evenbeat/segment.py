"""One segment of a GAN's training: from a milestone, or from nothing, to the next."""

import numpy as np

from evenbeat.aami import ALL
from evenbeat.backend import choose_precision, tf
from evenbeat.beat_table import select
from evenbeat.errors import InputError
from evenbeat.gan import find_model, sample_beats
from evenbeat.milestones import read_gan, read_precision, write_milestone
from evenbeat.seeds import derive_seed, seed_of_gan
from evenbeat.trainer import train
from evenbeat.untrained import name_attributes, name_target, read_reason, write_untrained


def train_segment(path, previous, beats, provenance, identity, training, epochs, sample):
    """Train on and write the next milestone.

    Parameters
    ----------
    path : str
        The milestone to write.
    previous : str or None
        The milestone to start from.
    beats : dict of str to ndarray
        Training beats: columns waveform, template, rhythm, label, patient and held_out.
    provenance : dict
        Attributes of the training beats' file.
    identity : dict
        Split, model, seed, cls and epoch of the milestone, as strings; cls is "all" where a GAN
        learns from all classes.
    training : dict
        The model's `training` of the configuration.
    epochs : int
    sample : int
        How many beats from fixed latents to keep in the milestone of a class.
    """
    rows = ~beats["held_out"]
    if identity["cls"] != ALL:
        rows &= beats["label"] == identity["cls"]
    attributes = name_attributes(identity) | {
        "training_beats": int(rows.sum()),
        "sampling_rate": provenance["sampling_rate"],
        "filter": provenance["filter"],
        "scaling": provenance["scaling"],
    }
    if reason := _find_reason(rows.sum(), previous, training):
        print(f"no GAN for {name_target(identity)}: {reason}", flush=True)
        return write_untrained(path, reason, attributes)

    precision = _settle_precision(previous, training)
    print(f"{name_target(identity)}, products in {precision}", flush=True)
    model, seed = find_model(identity["model"]), seed_of_gan(identity)
    own = select(beats, rows) | {"sampling_rate": provenance["sampling_rate"]}
    data, scales = model.prepare(own, training)
    gan = model.build(data, training, seed)
    if previous:
        read_gan(previous, gan, identity["model"], precision)
    step = model.make_step(gan, data, training, seed, precision)
    try:
        losses = train(gan, step, epochs * model.count_steps(data, training))
    except tf.errors.ResourceExhaustedError as error:
        raise MemoryError(error.message) from error
    fixed = {} if identity["cls"] == ALL else sample_fixed(gan, sample, seed, identity)
    about = {"precision": precision, "loss": model.LOSS, "loss_unit": model.UNIT}
    write_milestone(path, gan, {"losses": losses, **fixed}, attributes | scales | about)


def sample_fixed(gan, number, seed, identity):
    """Make beats from fixed latents, by which milestones are compared.

    Parameters
    ----------
    gan : evenbeat.gan.Gan
    number, seed : int
    identity : dict
        For the error message.

    Returns
    -------
    dict of str to ndarray
        `sample` and, if the GAN makes rhythm, `sample_rhythm`.

    Raises
    ------
    InputError
        If they are not finite.
    """
    made = sample_beats(
        gan.networks["generator"], number, derive_seed(seed, "sample"), gan.templates
    )
    if not np.isfinite(made["beat"]).all():
        raise InputError(
            f"the generator of {name_target(identity)} makes beats that are not finite: the "
            "training has diverged. Lower the learning rates in gan.models; the milestone "
            "before this one is kept."
        )
    names = {"beat": "sample", "rhythm": "sample_rhythm"}
    return {names[name]: array for name, array in made.items() if name in names}


def _find_reason(beats, previous, training):
    """Say why there is no GAN to train; None if there is one."""
    if beats < training["least_beats"]:
        return f"{beats} training beats, {training['least_beats']} are needed"
    return read_reason(previous) if previous else None


def _settle_precision(previous, training):
    """Go on in the precision of the milestone before, where the configuration leaves it open."""
    setting = training.get("precision", "float32")
    if previous and setting == "auto":
        setting = read_precision(previous)
    return choose_precision(setting)
