"""Synthetic beats: their making, and the discriminator's screen."""

import numpy as np

from evenbeat.gan import sample_beats, score_beats
from evenbeat.hdf5 import open_hdf5
from evenbeat.milestones import read_discriminator, read_generator
from evenbeat.normalisation import denormalise, normalise
from evenbeat.seeds import derive_seed


def chosen_milestone(paths, choice):
    """Find the file of the chosen milestone.

    Parameters
    ----------
    paths : sequence of str
        The GAN's milestones.
    choice : dict
        What `evenbeat.choice.choose_among` made.

    Returns
    -------
    str or None
        None where the class has no GAN.
    """
    if not choice["trained"]:
        return None
    return next(path for path in paths if path.endswith(f"_epoch{choice['chosen']}.h5"))


def synthesize(milestone, number, length):
    """Generate a class's beats at the scale of the data.

    Parameters
    ----------
    milestone : str or None
    number : int
    length : int
        Samples of a beat.

    Returns
    -------
    ndarray of float32, shape (number, length)
        No beats at all where there is no GAN.
    """
    if milestone is None:
        return np.empty((0, length), dtype=np.float32)
    with open_hdf5(milestone) as file:
        scale, identity = file.attrs["scale"], _seed_of(file.attrs)
    generator = read_generator(milestone)
    beats = sample_beats(generator, number, derive_seed(identity, "synthetic"))
    return denormalise(beats, scale)


def screen(milestone, beats, threshold, most):
    """Keep the beats that the GAN's own discriminator takes for real.

    Parameters
    ----------
    milestone : str or None
    beats : ndarray of float32, shape (n, length)
        Synthetic beats at the scale of the data.
    threshold : float
        Probability of being real from which on a beat is kept.
    most : int
        Keep the first `most` of them.

    Returns
    -------
    kept : ndarray of float32, shape (k, length)
    summary : dict
        Size of the pool, how many were wanted and kept, and quantiles of the score.
    """
    if milestone is None or not len(beats):
        return beats, {"pool": len(beats), "wanted": most, "kept": len(beats)}
    with open_hdf5(milestone) as file:
        scale, model, seed = file.attrs["scale"], file.attrs["model"], _seed_of(file.attrs)
    discriminator = read_discriminator(milestone, model, seed)
    scores = score_beats(discriminator, normalise(beats, scale))
    kept = beats[np.flatnonzero(scores >= threshold)[:most]]
    quantiles = {f"{q:g}": float(np.quantile(scores, q)) for q in (0, 0.25, 0.5, 0.75, 1)}
    summary = {"pool": len(beats), "wanted": most, "kept": len(kept), "score_quantiles": quantiles}
    return kept, summary


def _seed_of(attributes):
    """Derive a GAN's seed from what its milestone says of itself."""
    return derive_seed(*(attributes[part] for part in ("seed", "split", "model", "class")))
