"""Selection of a GAN's checkpoint by its distance (MMD²) to held-out training beats."""

import numpy as np

from evenbeat.beats.subsample import take_evenly
from evenbeat.gan.scaling import normalise
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.quality.mmd import median_distance, mmd2
from evenbeat.runtime.errors import InputError


def select_checkpoint(paths, beats, name, most):
    """Select one of a GAN's checkpoints.

    Parameters
    ----------
    paths : sequence of str
        The GAN's checkpoints, ascending by epoch.
    beats : dict of str to ndarray, each of length n
        Training beats: columns waveform, label and held_out.
    name : str
        Class of the GAN.
    most : int
        Maximum number of beats to compare. Time and memory grow with its square.

    Returns
    -------
    dict
        `trained`; if true, also what `find_nearest_checkpoint` returns, else the `reason`.

    Raises
    ------
    InputError
        If fewer than two beats of the class are held out, or a file is damaged.
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
            f"{len(held_out)} beats of class {name} are held out, but two are needed to select its "
            "checkpoint: raise gan.held_out.fraction, or remove the class's GAN from the "
            "`checkpoints` of the model"
        )
    choice = find_nearest_checkpoint(take_evenly(held_out, most), samples, take_evenly(seen, most))
    return {"trained": True, **choice}


def find_nearest_checkpoint(held_out, samples, floor_sample):
    """Select the checkpoint whose beats have the smallest MMD² to held-out real beats.

    Parameters
    ----------
    held_out : ndarray of float, shape (n, length)
        Real beats on which the GAN was not trained.
    samples : dict of int to ndarray, shape (m, length)
        Generated beats of each checkpoint, by epoch.
    floor_sample : ndarray of float, shape (k, length)
        Real beats on which the GAN was trained. A perfect generator reaches their MMD².

    Returns
    -------
    dict
        `mmd2`, by epoch; `floor`, the MMD² between the two samples of real beats; `chosen`, the
        selected epoch (the earliest, if several are equal).
    """
    width = median_distance(held_out)
    scores = {epoch: mmd2(held_out, sample, width) for epoch, sample in sorted(samples.items())}
    return {
        "mmd2": scores,
        "floor": mmd2(held_out, floor_sample, width),
        "chosen": min(scores, key=scores.get),
    }
