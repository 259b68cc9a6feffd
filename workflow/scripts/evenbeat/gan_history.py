"""What is known of trained GANs: their choice, their losses, what they made as they learned."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenbeat.choice import read_choice
from evenbeat.files import read_json
from evenbeat.hdf5 import open_hdf5
from evenbeat.normalisation import denormalise

LATENTS = 6  # beats of each milestone


@dataclass(frozen=True, eq=False)
class Gan:
    """One class's GAN of one seed, and what became of it.

    Attributes
    ----------
    split, model : str
    seed : int
    cls : str
    choice : dict
        What `evenbeat.choice.choose_among` made.
    history : dict
        As `read_history` makes it; empty if it could not be trained.
    """

    split: str
    model: str
    seed: int
    cls: str
    choice: dict
    history: dict

    @property
    def key(self):
        """What identifies it."""
        return self.split, self.model, self.seed, self.cls


def identify_gan(path):
    """Tell split, model, seed and class from the path of a GAN's artifact.

    Examples
    --------
    >>> identify_gan("results/interpatient/gan/blog/seed2/milestones_F.json")
    ('interpatient', 'blog', 2, 'F')
    """
    path = Path(path)
    split, _, model, seed = path.parts[-5:-1]
    return split, model, int(seed.removeprefix("seed")), path.stem.rpartition("_")[2]


def read_gans(choices, milestones):
    """Read what is known of some GANs.

    Parameters
    ----------
    choices : sequence of str
        One file for each GAN.
    milestones : sequence of str
        All their milestones, in any order.

    Returns
    -------
    list of Gan
        In the order of `choices`.
    """
    milestones_of = defaultdict(list)
    for path in milestones:
        with open_hdf5(path) as file:
            attributes = dict(file.attrs)
        identity = (attributes["split"], attributes["model"])
        milestones_of[*identity, int(attributes["seed"]), attributes["class"]].append(path)
    gans = []
    for path in choices:
        key, choice = identify_gan(path), read_choice(path)
        history = read_history(milestones_of[key]) if choice["trained"] else {}
        gans.append(Gan(*key, choice, history))
    return gans


def read_screens(paths):
    """Read what the screens made of each GAN's beats.

    Parameters
    ----------
    paths : sequence of str
        One file for each GAN and screen, as `evenbeat.screens.keep_best` made it.

    Returns
    -------
    dict of tuple to dict of str to dict
        By what identifies the GAN, then by the name of the screen.
    """
    screens = defaultdict(dict)
    for path in paths:
        screens[identify_gan(path)][Path(path).stem.split("_")[1]] = read_json(path)
    return screens


def read_history(paths):
    """Read what a trained GAN's milestones tell of its training.

    Parameters
    ----------
    paths : sequence of str
        All its milestones, in any order.

    Returns
    -------
    dict
        `losses`, shape (steps, 2), from the first step on; `ends`, the last step of each
        milestone by its epoch; `samples`, shape (few, length), by epoch, at the scale of the
        data; `training_beats`; `precision`, `loss` and `loss_unit`.
    """
    losses, samples = {}, {}
    for path in paths:
        with open_hdf5(path) as file:
            epoch = int(file.attrs["epoch"])
            losses[epoch] = file["losses"][()]
            samples[epoch] = denormalise(file["sample"][:LATENTS], file.attrs["scale"])
            training_beats = int(file.attrs["training_beats"])
            about = {name: str(file.attrs[name]) for name in ("precision", "loss", "loss_unit")}
    epochs = sorted(losses)
    ends = np.cumsum([len(losses[epoch]) for epoch in epochs])
    return {
        "losses": np.concatenate([losses[epoch] for epoch in epochs]),
        "ends": dict(zip(epochs, ends.tolist(), strict=True)),
        "samples": {epoch: samples[epoch] for epoch in epochs},
        "training_beats": training_beats,
        **about,
    }
