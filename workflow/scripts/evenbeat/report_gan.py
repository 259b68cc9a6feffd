"""The report's part on the GANs: their training, their choice, their beats and the screen."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evenbeat.choice import read_choice, spread
from evenbeat.figures import BAND, draw_beat_pair, draw_gan_training, draw_learning
from evenbeat.files import read_json
from evenbeat.hdf5 import open_hdf5
from evenbeat.normalisation import denormalise
from evenbeat.page import make_picture, make_table

SHOWN = 12  # beats of each kind
LATENTS = 4  # beats of each milestone

UNITS = {
    "per_record": "record's median QRS = 1",
    "per_beat": "each beat from -1 to 1",
}


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
    screens : dict of str to dict
        What `evenbeat.screens.keep_best` made, by the name of the screen.
    synthetic : str
        Path of its synthetic beats.
    history : dict
        As `read_history` makes it; empty if it could not be trained.
    """

    split: str
    model: str
    seed: int
    cls: str
    choice: dict
    screens: dict
    synthetic: str
    history: dict


@dataclass(frozen=True, eq=False)
class Scene:
    """What the beats of a report have in common.

    Attributes
    ----------
    milliseconds : ndarray of float, shape (length,)
        Time of a beat's samples around the R peak.
    unit : str
        Of the amplitude.
    source : str
        What the beats of the database are called: "real" or "simulated".
    """

    milliseconds: np.ndarray
    unit: str
    source: str


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


def read_gans(choices, screens, synthetic, milestones):
    """Read what is known of all GANs.

    Parameters
    ----------
    choices, synthetic : sequence of str
        One file for each GAN.
    screens : sequence of str
        One file for each GAN and screen.
    milestones : sequence of str
        All milestones of all GANs, in any order.

    Returns
    -------
    list of Gan
        In the order of `choices`.
    """
    screens_of = defaultdict(dict)
    for path in screens:
        screens_of[identify_gan(path)][Path(path).stem.split("_")[1]] = read_json(path)
    synthetic_of = {identify_gan(path): path for path in synthetic}
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
        gans.append(Gan(*key, choice, screens_of[key], synthetic_of[key], history))
    return gans


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


def describe_missing(gans, classes):
    """Say of each rare class without a GAN why it has none.

    Parameters
    ----------
    gans : sequence of Gan
        Of one split.
    classes : sequence of str
        The rare ones of the split.

    Returns
    -------
    list of str
    """
    sentences = []
    for cls in classes:
        of_class = [gan.choice for gan in gans if gan.cls == cls]
        reasons = {choice["reason"] for choice in of_class if not choice["trained"]}
        if not of_class:
            reasons = {"the configuration asks for none"}
        sentences += [f"No GAN for class {cls}: {reason}." for reason in sorted(reasons)]
    return sentences


def tabulate_gans(gans, split, source):
    """Make the table of one split's GANs.

    Parameters
    ----------
    gans : sequence of Gan
        The trained ones of the split.
    split : str
    source : str
        What the beats of the database are called: "real" or "simulated".

    Returns
    -------
    dict
    """
    header = ["class", "model", "seed", "training beats", "precision", "chosen milestone (epoch)"]
    header += ["MMD² of the chosen", f"MMD² floor, {source} against {source}"]
    header += ["kept by the screens"]
    rows = []
    for gan in gans:
        chosen, mmd2 = gan.choice["chosen"], gan.choice["mmd2"]
        row = [gan.cls, gan.model, gan.seed, f"{gan.history['training_beats']:,}"]
        row += [gan.history["precision"], chosen]
        row += [f"{mmd2[str(chosen)]:.4f}", f"{gan.choice['floor']:.4f}"]
        rows.append([*row, _list_screens(gan.screens)])
    return make_table(f"{split}: the GANs, their chosen milestones and the screen", header, rows)


def _list_screens(screens):
    kept = (
        f"{name}: {screen['kept']:,} of {screen['pool']:,}, {screen['wanted']:,} wanted"
        for name, screen in screens.items()
    )
    return "; ".join(kept) or "no screen"


def describe_screens(gans, arms):
    """Say what the screens mean for the arms that use them.

    Parameters
    ----------
    gans : sequence of Gan
        The trained ones of one split.
    arms : dict of str to dict
        The configuration's `arms`, those of the run.

    Returns
    -------
    list of str
        A sentence for each screen that kept fewer beats than were wanted.
    """
    screened = [(name, arm) for name, arm in arms.items() if arm["method"] == "gan_screened"]
    sentences = []
    for gan in gans:
        for screen, summary in gan.screens.items():
            wanted = (gan.model, screen)
            users = [name for name, arm in screened if (arm["model"], arm["screen"]) == wanted]
            if users:
                subject = (
                    f"The screen by {screen} of the GAN for class {gan.cls} ({gan.model}, seed "
                    f"{gan.seed})"
                )
                sentences += _describe_screen(subject, summary, " and ".join(users))
    return sentences


def _describe_screen(subject, summary, users):
    pool, wanted, kept = (summary[name] for name in ("pool", "wanted", "kept"))
    if not wanted:
        return [f"{subject} had nothing to do: the class lacks no beats."]
    if not kept:
        return [
            f"{subject} kept none of {pool:,} beats: the training set of {users} then equals that "
            "of an arm without GAN for this class."
        ]
    if kept < wanted:
        return [f"{subject} kept {kept:,} of {pool:,} beats, fewer than the {wanted:,} wanted."]
    return []


def picture_training(gans, source):
    """Make a figure of the training of each class's GANs.

    Parameters
    ----------
    gans : sequence of Gan
        The trained ones of one split.
    source : str
        What the beats of the database are called: "real" or "simulated".

    Returns
    -------
    list of dict
    """
    groups = defaultdict(list)
    for gan in gans:
        groups[gan.split, gan.model, gan.cls].append(gan)
    return [_picture_training(group, source) for group in groups.values()]


def _picture_training(gans, source):
    gan = gans[0]
    name = f"{gan.split}, class {gan.cls}, GAN {gan.model}"
    chosen = ", ".join(f"epoch {gan.choice['chosen']} with seed {gan.seed}" for gan in gans)
    return make_picture(
        draw_gan_training({gan.seed: _course(gan) for gan in gans}),
        f"training-{gan.split}-{gan.model}-{gan.cls}",
        f"{name}: losses of discriminator and generator over the training steps, and MMD² of each "
        f"milestone. Chosen: {chosen}.",
        f"{name}. Left: {gan.history['loss']} of discriminator and generator at each step. Right: "
        f"squared maximum mean discrepancy between a milestone's beats and held-out {source} "
        f"training beats, the lower the nearer; the floor is that of {source} beats it trained on.",
    )


def _course(gan):
    mmd2 = {int(epoch): value for epoch, value in gan.choice["mmd2"].items()}
    return gan.history | gan.choice | {"mmd2": mmd2}


def picture_beats(gan, training, synthetic, scene):
    """Make the figure of a class's training beats beside synthetic ones.

    Parameters
    ----------
    gan : Gan
    training : ndarray of float, shape (n, length)
        The class's training beats.
    synthetic : ndarray of float, shape (m, length), m at least 1
    scene : Scene

    Returns
    -------
    dict
    """
    lines, made = spread(training, SHOWN), synthetic[:SHOWN]
    return make_picture(
        draw_beat_pair(
            {
                f"{scene.source} training beats, class {gan.cls}": (lines, training),
                f"synthetic beats, class {gan.cls}": (made, synthetic),
            },
            scene.milliseconds,
            scene.unit,
        ),
        f"beats-{gan.split}-{gan.model}-{gan.cls}",
        f"{gan.split}, class {gan.cls}: {scene.source} training beats on the left, synthetic beats "
        "on the right, on the same axes.",
        f"{gan.split}, class {gan.cls}, GAN {gan.model} of seed {gan.seed}. Thin: {len(lines)} of "
        f"{len(training):,} {scene.source} training beats, evenly over the records, and the first "
        f"{len(made)} of {len(synthetic):,} synthetic ones, not screened. Black: median of all; "
        f"band: their {BAND[0]}th to {BAND[1]}th percentile.",
    )


def picture_learning(gan, scene):
    """Make the figure of what a generator makes of the same latents as it learns.

    Parameters
    ----------
    gan : Gan
    scene : Scene

    Returns
    -------
    dict
    """
    samples = gan.history["samples"]
    few = len(next(iter(samples.values())))
    return make_picture(
        draw_learning(samples, gan.choice["chosen"], scene.milliseconds, scene.unit),
        f"learning-{gan.split}-{gan.model}-{gan.cls}",
        f"{gan.split}, class {gan.cls}: {few} synthetic beats of each milestone.",
        f"{gan.split}, class {gan.cls}, GAN {gan.model} of seed {gan.seed}: as the generator "
        f"learned from {scene.source} beats. The same {few} latents at each milestone, one colour "
        "each.",
    )
