"""Training history of GANs: losses, samples of each checkpoint, and the selected checkpoint."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenbeat.gan.identity import GanId
from evenbeat.gan.scaling import denormalise
from evenbeat.gan.selected_checkpoint import read_selection
from evenbeat.io.hdf5 import open_hdf5
from evenbeat.io.json_files import read_json

LATENTS = 6  # number of beats of each checkpoint to show
STRETCHES = 150


@dataclass(frozen=True, eq=False)
class GanHistory:
    """One GAN with its selected checkpoint and its training history.

    Attributes
    ----------
    id : evenbeat.gan.identity.GanId
    choice : dict
        As `evenbeat.gan.selected_checkpoint.read_selection` returns it.
    history : dict
        As `read_history` returns it; empty if the GAN could not be trained.
    """

    id: GanId
    choice: dict
    history: dict


def read_gan_histories(choices, checkpoints):
    """Read the selected checkpoint and the training history of some GANs.

    Parameters
    ----------
    choices : sequence of str
        Paths of the files with the selected checkpoint, one for each GAN.
    checkpoints : sequence of str
        Paths of all their checkpoints, in any order.

    Returns
    -------
    list of GanHistory
        In the order of `choices`.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    checkpoints_of = defaultdict(list)
    for path in checkpoints:
        with open_hdf5(path) as file:
            checkpoints_of[GanId.from_attributes(file.attrs)].append(path)
    gans = []
    for path in choices:
        gan_id, choice = GanId.from_path(path), read_selection(path)
        history = read_history(checkpoints_of[gan_id]) if choice["trained"] else {}
        gans.append(GanHistory(gan_id, choice, history))
    return gans


def read_screens(paths):
    """Read the summaries of the screens of each GAN's beats.

    Parameters
    ----------
    paths : sequence of str
        One summary for each GAN and screen, as `evenbeat.screening.keep.keep_passing` returns it.

    Returns
    -------
    dict of GanId to dict of str to dict
        The summaries of each GAN, by name of the screen.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    screens = defaultdict(dict)
    for path in paths:
        screens[GanId.from_path(path)][Path(path).stem.split("_")[1]] = read_json(path)
    return screens


def read_history(paths):
    """Read the training history of a trained GAN from its checkpoints.

    Parameters
    ----------
    paths : sequence of str
        Paths of all its checkpoints, in any order.

    Returns
    -------
    dict
        `losses`, shape (steps, k), from the first step; `loss_columns`, their k names; `ends`, the
        last step of each checkpoint, by epoch; `samples`, shape (at most `LATENTS`, length), by
        epoch, at the scale of the data; `training_beats`; `precision`, `loss` and `loss_unit`.

    Raises
    ------
    InputError
        If a file is damaged.
    """
    losses, samples = {}, {}
    for path in paths:
        with open_hdf5(path) as file:
            epoch = int(file.attrs["epoch"])
            losses[epoch] = file["losses"][()]
            samples[epoch] = denormalise(file["sample"][:LATENTS], file.attrs["scale"])
            training_beats = int(file.attrs["training_beats"])
            about = {name: str(file.attrs[name]) for name in ("precision", "loss", "loss_unit")}
            about["loss_columns"] = [str(name) for name in file.attrs["loss_columns"]]
    epochs = sorted(losses)
    ends = np.cumsum([len(losses[epoch]) for epoch in epochs])
    return {
        "losses": np.concatenate([losses[epoch] for epoch in epochs]),
        "ends": dict(zip(epochs, ends.tolist(), strict=True)),
        "samples": {epoch: samples[epoch] for epoch in epochs},
        "training_beats": training_beats,
        **about,
    }


def thin_out(losses):
    """Average losses over intervals of about equal numbers of steps, to draw fewer points.

    Parameters
    ----------
    losses : ndarray of float, shape (steps, k)
        A row for each training step.

    Returns
    -------
    steps : ndarray of float, shape (n,)
        The middle of each interval; the first step is 1. n is at most `STRETCHES`.
    means : ndarray of float, shape (n, k)
    """
    stretches = np.array_split(np.arange(len(losses)), min(STRETCHES, len(losses)))
    means = np.array([losses[stretch].mean(axis=0) for stretch in stretches])
    return np.array([stretch.mean() + 1 for stretch in stretches]), means
