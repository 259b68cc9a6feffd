"""The choice of a milestone, by training beats that the GAN has not seen."""

import numpy as np

from evenbeat.errors import InputError
from evenbeat.files import read_json
from evenbeat.hdf5 import open_hdf5
from evenbeat.normalisation import normalise
from evenbeat.quality import choose_milestone


def choose_among(paths, beats, name, most):
    """Choose one of a GAN's milestones.

    Parameters
    ----------
    paths : sequence of str
        The GAN's milestones, ascending.
    beats : dict of str to ndarray
        Training beats: columns waveform, label and held_out.
    name : str
        The GAN's class.
    most : int
        At most so many beats are compared; the computation is quadratic.

    Returns
    -------
    dict
        `trained`; if so `mmd2` by milestone, the real-against-real `floor`, `chosen`, else the
        `reason`.

    Raises
    ------
    InputError
        If fewer than two beats of the class are held out.
    """
    samples = {}
    for path in paths:
        with open_hdf5(path) as file:
            if not file.attrs["trained"]:
                return {"trained": False, "reason": file.attrs["reason"]}
            sample = file["sample"].astype(np.float32)[:most]
            samples[int(file.attrs["epoch"])] = sample.reshape(-1, beats["waveform"].shape[1])
            scaling = {part: float(file.attrs[part]) for part in ("scale", "limit")}
    of_class = beats["label"] == name
    held_out = normalise(beats["waveform"][of_class & beats["held_out"]], **scaling)
    seen = normalise(beats["waveform"][of_class & ~beats["held_out"]], **scaling)
    if len(held_out) < 2:
        raise InputError(
            f"{len(held_out)} beats of class {name} are held out, two are needed to judge its GAN: "
            "raise gan.held_out.fraction, or give the class no GAN"
        )
    choice = choose_milestone(spread(held_out, most), samples, spread(seen, most))
    return {"trained": True, **choice}


def read_choice(path):
    """Read what `choose_among` found, which says of an untrained GAN why, of others which.

    Raises
    ------
    InputError
    """
    choice = read_json(path, ["trained"])
    return read_json(path, ["chosen", "mmd2", "floor"] if choice["trained"] else ["reason"])


def spread(beats, most):
    """Take at most `most` beats, evenly over the table and so over the records.

    Parameters
    ----------
    beats : ndarray, shape (n, ...)
        In the order of records and of time.
    most : int

    Returns
    -------
    ndarray, shape (min(n, most), ...)
    """
    rows = np.linspace(0, len(beats) - 1, min(most, len(beats))).round().astype(int)
    return beats[rows]
