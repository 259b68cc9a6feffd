"""One segment of a GAN's training: from a milestone, or from nothing, to the next."""

import numpy as np
import tensorflow as tf

from evenbeat.backend import choose_precision
from evenbeat.errors import InputError
from evenbeat.gan import build_gan, sample_beats
from evenbeat.milestones import (
    read_gan,
    read_precision,
    write_milestone,
)
from evenbeat.normalisation import measure_scale, normalise
from evenbeat.seeds import derive_seed
from evenbeat.trainer import train
from evenbeat.untrained import name_attributes, read_reason, write_untrained


def train_segment(path, previous, beats, provenance, identity, training, epochs, sample):
    """Train on and write the next milestone.

    Parameters
    ----------
    path : str
        The milestone to write.
    previous : str or None
        The milestone to start from.
    beats : dict of str to ndarray
        Training beats: columns waveform, label and held_out.
    provenance : dict
        Attributes of the training beats' file.
    identity : dict
        Split, model, seed, cls and epoch of the milestone, as strings.
    training : dict
        The configuration's `gan.training`.
    epochs : int
    sample : int
        How many beats from fixed latents to keep in the milestone.
    """
    rows = (beats["label"] == identity["cls"]) & ~beats["held_out"]
    attributes = name_attributes(identity) | {
        "training_beats": int(rows.sum()),
        "sampling_rate": provenance["sampling_rate"],
        "filter": provenance["filter"],
        "scaling": provenance["scaling"],
    }
    if rows.sum() < training["least_beats"]:
        reason = f"{rows.sum()} training beats, {training['least_beats']} are needed"
        print(f"no GAN for class {identity['cls']}: {reason}", flush=True)
        return write_untrained(path, reason, attributes)
    if previous and (reason := read_reason(previous)):
        print(f"no GAN to train on in {previous}: {reason}", flush=True)
        return write_untrained(path, reason, attributes)

    setting = training["precision"]
    if previous and setting == "auto":
        setting = read_precision(previous)
    precision = choose_precision(setting)
    print(f"class {identity['cls']}, products in {precision}", flush=True)
    waveforms = beats["waveform"][rows]
    scale = measure_scale(waveforms)
    seed = derive_seed(*(identity[part] for part in ("seed", "split", "model", "cls")))
    if previous:
        gan = read_gan(previous, identity["model"], training, seed, precision)
    else:
        gan = build_gan(identity["model"], training, seed)
    try:
        losses = train(gan, normalise(waveforms, scale), training, seed, precision, epochs)
    except tf.errors.ResourceExhaustedError as error:
        raise MemoryError(error.message) from error
    fixed = sample_beats(gan.generator, sample, derive_seed(seed, "sample"))
    if not np.isfinite(fixed).all():
        raise InputError(
            f"the generator of class {identity['cls']} makes beats that are not finite: the "
            "training has diverged. Lower the learning rates in gan.training; the milestone "
            "before this one is kept."
        )
    write_milestone(path, gan, losses, fixed, attributes | {"precision": precision, "scale": scale})
