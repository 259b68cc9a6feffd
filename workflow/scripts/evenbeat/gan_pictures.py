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
        Of all seeds; what the first one makes is shown.
    train : str
        The split's training beats.
    synthetic : str
        The first one's synthetic beats.
    before : int
        Samples of a beat before the R peak.

    Returns
    -------
    dict of str to (matplotlib.figure.Figure, str)
        `training`, `beats` and `learning`, each with what it shows.
    """
    gan = gans[0]
    name = f"{gan.split}, class {gan.cls}, GAN {gan.model}"
    trained = [one for one in gans if one.choice["trained"]]
    if not gan.choice["trained"]:
        text = f"No GAN: {gan.choice['reason']}."
        return dict.fromkeys(
            ("training", "beats", "learning"), (draw_notice(text), f"{name}. {text}")
        )
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
            _draw_beats(training, read_synthetic(synthetic)["waveform"], gan.cls, source, axes),
            f"{name}: {source} training beats on the left, synthetic beats on the right, on the "
            "same axes.",
        ),
        "learning": (
            draw_learning(followed, gan.choice["chosen"], *axes),
            f"{name}: {FOLLOWED} synthetic beats of each of {len(followed)} milestones.",
        ),
    }


def _course(gan):
    mmd2 = {int(epoch): value for epoch, value in gan.choice["mmd2"].items()}
    return gan.history | gan.choice | {"mmd2": mmd2}


def _draw_beats(training, synthetic, cls, source, axes):
    if not len(synthetic):
        return draw_notice("No arm wants synthetic beats of this class.")
    lines, made = spread(training, SHOWN), synthetic[:SHOWN]
    return draw_beat_pair(
        {
            f"{len(lines)} of {len(training):,} {source} training beats, class {cls}": (
                lines,
                training,
            ),
            f"{len(made)} of {len(synthetic):,} synthetic beats, class {cls}": (made, synthetic),
        },
        *axes,
    )
