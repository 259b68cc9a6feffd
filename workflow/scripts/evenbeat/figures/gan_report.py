"""Figures of the GANs of one class, each with its text alternative."""

from functools import partial

import numpy as np

from evenbeat.beats.subsample import take_evenly
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.figures.gan import draw_beat_pair, draw_gan_training, draw_learning
from evenbeat.figures.style import draw_notice

SHOWN = 12  # beats of each kind, real or synthetic
FOLLOWED = 4  # latents of which every checkpoint's beats are drawn
UNITS = {
    "per_record": "record's median QRS = 1",
    "per_beat": "each beat from -1 to 1",
}


def find_axes(attributes, length, before):
    """Compute the time axis of a beat, and name the unit of its amplitude.

    Parameters
    ----------
    attributes : dict
        Attributes of a table of beats: `sampling_rate` in Hz, and `scaling`.
    length, before : int
        Samples of a whole beat, and of its part before the R peak.

    Returns
    -------
    milliseconds : ndarray of float, shape (length,)
        Time from the R peak in ms.
    unit : str
        Unit of the amplitude.
    """
    samples = np.arange(length) - before
    return samples / attributes["sampling_rate"] * 1000, UNITS[attributes["scaling"]]


def make_gan_figures(gans, train, synthetic, before):
    """Make the figures of the GANs of one class.

    Parameters
    ----------
    gans : list of evenbeat.gan.history.GanHistory
        The GANs of all seeds. Beats are shown of the first one that was trained.
    train : str
        Path of the split's training beats.
    synthetic : sequence of str
        Path of the synthetic beats of each GAN.
    before : int
        Samples of a beat before the R peak.

    Returns
    -------
    dict of str to (callable, str)
        `training`, `beats` and `learning`, each with its text alternative.
    """
    name = f"{gans[0].id.split}, class {gans[0].id.cls}, GAN {gans[0].id.model}"
    generated_by = [pair for pair in zip(gans, synthetic, strict=True) if pair[0].choice["trained"]]
    if not generated_by:
        text = f"No GAN: {gans[0].choice['reason']}."
        return dict.fromkeys(
            ("training", "beats", "learning"), (partial(draw_notice, text), f"{name}. {text}")
        )
    trained = [one for one, _ in generated_by]
    gan, generated = generated_by[0]
    beats, attributes = read_beats(train, ("waveform", "label")), read_attributes(train)
    axes = find_axes(attributes, beats["waveform"].shape[1], before)
    source = "simulated" if attributes["simulated"] else "real"
    training = beats["waveform"][beats["label"] == gan.id.cls]
    followed = {epoch: generated[:FOLLOWED] for epoch, generated in gan.history["samples"].items()}
    chosen = ", ".join(f"epoch {one.choice['chosen']} with seed {one.id.seed}" for one in trained)
    return {
        "training": (
            partial(draw_gan_training, {one.id.seed: _course(one) for one in trained}),
            f"{name}: loss ({', '.join(gan.history['loss_columns'])}) over the training steps, and "
            f"MMD² of each checkpoint. Selected: {chosen}.",
        ),
        "beats": (
            _draw_beats(training, read_synthetic(generated)["waveform"], gan, source, axes),
            f"{name}: {source} training beats on the left, synthetic beats of seed "
            f"{gan.id.seed} on the right, on the same axes.",
        ),
        "learning": (
            partial(draw_learning, followed, gan.choice["chosen"], *axes),
            f"{name}, seed {gan.id.seed}: {FOLLOWED} synthetic beats of each of {len(followed)} "
            "checkpoints.",
        ),
    }


def _course(gan):
    mmd2 = {int(epoch): value for epoch, value in gan.choice["mmd2"].items()}
    return gan.history | gan.choice | {"mmd2": mmd2}


def _draw_beats(training, synthetic, gan, source, axes):
    if not len(synthetic):
        return partial(draw_notice, "No arm uses synthetic beats of this class.")
    shown = {
        f"{source} training beats": (take_evenly(training, SHOWN), training),
        f"synthetic beats of seed {gan.id.seed}": (synthetic[:SHOWN], synthetic),
    }
    titled = {
        f"{len(few)} of {len(of_kind):,} {kind}": (few, of_kind)
        for kind, (few, of_kind) in shown.items()
    }
    return partial(draw_beat_pair, titled, *axes)
