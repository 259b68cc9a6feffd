"""Figures of a class's GANs, each with what it shows."""

import numpy as np

from evenbeat.beat_table import read_attributes, read_beats
from evenbeat.choice import spread
from evenbeat.gan_figures import draw_beat_pair, draw_gan_training, draw_learning, draw_notice
from evenbeat.synthetic_beats import read_synthetic

SHOWN = 12  # beats of each kind
FOLLOWED = 4  # latents
UNITS = {
    "per_record": "record's median QRS = 1",
    "per_beat": "each beat from -1 to 1",
}


def find_axes(attributes, length, before):
    """Say what the axes of a beat are.

    Parameters
    ----------
    attributes : dict
        Of a table of beats.
    length, before : int
        Samples of a beat, and before the R peak.

    Returns
    -------
    milliseconds : ndarray of float, shape (length,)
        Time around the R peak.
    unit : str
        Of the amplitude.
    """
    samples = np.arange(length) - before
    return samples / attributes["sampling_rate"] * 1000, UNITS[attributes["scaling"]]


def picture_gan(gans, train, synthetic, before):
    """Make the figures of a class's GANs.

    Parameters
    ----------
    gans : list of Gan
        Of all seeds; what the first of them makes that could be trained is shown.
    train : str
        The split's training beats.
    synthetic : sequence of str
        The synthetic beats of each.
    before : int
        Samples of a beat before the R peak.

    Returns
    -------
    dict of str to (matplotlib.figure.Figure, str)
        `training`, `beats` and `learning`, each with what it shows.
    """
    name = f"{gans[0].split}, class {gans[0].cls}, GAN {gans[0].model}"
    made_by = [pair for pair in zip(gans, synthetic, strict=True) if pair[0].choice["trained"]]
    if not made_by:
        text = f"No GAN: {gans[0].choice['reason']}."
        return dict.fromkeys(
            ("training", "beats", "learning"), (draw_notice(text), f"{name}. {text}")
        )
    trained = [one for one, _ in made_by]
    gan, made = made_by[0]
    beats, attributes = read_beats(train, ("waveform", "label")), read_attributes(train)
    axes = find_axes(attributes, beats["waveform"].shape[1], before)
    source = "simulated" if attributes["simulated"] else "real"
    training = beats["waveform"][beats["label"] == gan.cls]
    followed = {epoch: made[:FOLLOWED] for epoch, made in gan.history["samples"].items()}
    chosen = ", ".join(f"epoch {one.choice['chosen']} with seed {one.seed}" for one in trained)
    return {
        "training": (
            draw_gan_training({one.seed: _course(one) for one in trained}),
            f"{name}: losses of discriminator and generator over the training steps, and MMD² of "
            f"each milestone. Chosen: {chosen}.",
        ),
        "beats": (
            _draw_beats(training, read_synthetic(made)["waveform"], gan, source, axes),
            f"{name}: {source} training beats on the left, synthetic beats of seed {gan.seed} on "
            "the right, on the same axes.",
        ),
        "learning": (
            draw_learning(followed, gan.choice["chosen"], *axes),
            f"{name}, seed {gan.seed}: {FOLLOWED} synthetic beats of each of {len(followed)} "
            "milestones.",
        ),
    }


def _course(gan):
    mmd2 = {int(epoch): value for epoch, value in gan.choice["mmd2"].items()}
    return gan.history | gan.choice | {"mmd2": mmd2}


def _draw_beats(training, synthetic, gan, source, axes):
    if not len(synthetic):
        return draw_notice("No arm wants synthetic beats of this class.")
    shown = {
        f"{source} training beats": (spread(training, SHOWN), training),
        f"synthetic beats of seed {gan.seed}": (synthetic[:SHOWN], synthetic),
    }
    titled = {
        f"{len(few)} of {len(of_kind):,} {kind}, class {gan.cls}": (few, of_kind)
        for kind, (few, of_kind) in shown.items()
    }
    return draw_beat_pair(titled, *axes)
