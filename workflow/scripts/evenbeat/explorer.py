"""What the report's explorer shows: each GAN's training, its beats, and real ones beside them."""

import base64

import numpy as np

from evenbeat.beat_table import read_attributes, read_beats
from evenbeat.choice import spread
from evenbeat.closeness import nearest_distances, nearest_rows
from evenbeat.gan_figures import thin_out
from evenbeat.gan_pictures import SHOWN, find_axes

SEEDS = 5  # of a model, so that the page stays small
SPACING = 6  # ms between samples at most, enough for 40 Hz
STEPS = 2**15 - 1


def gather_explorer(gans, train, before):
    """Gather the beats of one split.

    Parameters
    ----------
    gans : sequence of evenbeat.gan_history.Gan
    train : str
        The split's training beats.
    before : int
        Samples of a beat before the R peak.

    Returns
    -------
    dict
        `milliseconds` of the samples, the `unit` of the amplitude; `real`, beats by class; `gans`,
        a list: `class`, `model`, `seed`, the `chosen` milestone, and by epoch `milestones`:
        `beats`, the `nearest` training beat of each, their `distance`, Euclidean over all samples,
        `step`, the last one of training, and `mmd2`; and of its training `steps`, the `losses` of
        discriminator and generator, the `loss` in words, and the `floor` of `mmd2`. Beats and
        losses are packed, see `pack`.
    """
    beats, attributes = read_beats(train, ("waveform", "label")), read_attributes(train)
    milliseconds, unit = find_axes(attributes, beats["waveform"].shape[1], before)
    kept = slice(None, None, max(1, int(SPACING * attributes["sampling_rate"] / 1000)))
    shown = [gan for gan in gans if gan.choice["trained"] and gan.seed < SEEDS]
    of_class = {gan.cls: beats["waveform"][beats["label"] == gan.cls] for gan in shown}
    return {
        "milliseconds": np.round(milliseconds[kept], 2).tolist(),
        "unit": unit,
        "real": {cls: pack(spread(real, SHOWN)[:, kept]) for cls, real in of_class.items()},
        "gans": [
            {
                "class": gan.cls,
                "model": gan.model,
                "seed": gan.seed,
                "chosen": gan.choice["chosen"],
                "milestones": {
                    epoch: _set_beside(made, of_class[gan.cls], kept) | _mark(gan, epoch)
                    for epoch, made in gan.history["samples"].items()
                },
                **_describe_training(gan),
            }
            for gan in shown
        ],
    }


def _mark(gan, epoch):
    return {"step": gan.history["ends"][epoch], "mmd2": gan.choice["mmd2"][str(epoch)]}


def _describe_training(gan):
    steps, losses = thin_out(gan.history["losses"])
    return {
        "steps": steps.tolist(),
        "losses": pack(losses.T),
        "loss": f"{gan.history['loss']} ({gan.history['loss_unit']})",
        "floor": gan.choice["floor"],
    }


def _set_beside(made, real, kept):
    nearest = real[nearest_rows(made, real)]
    return {
        "beats": pack(made[:, kept]),
        "nearest": pack(nearest[:, kept]),
        "distance": [round(float(one), 4) for one in nearest_distances(made, real)],
    }


def pack(rows):
    """Pack rows of numbers into text, 16 bits a number.

    Parameters
    ----------
    rows : ndarray of float, shape (n, length)

    Returns
    -------
    dict
        `rows`, `step`, what a unit of the packed numbers is worth, and `data`, the base64 of
        little-endian 16-bit integers, row by row.
    """
    step = float(np.abs(rows).max(initial=0)) / STEPS or 1.0
    packed = np.round(np.asarray(rows) / step).astype("<i2")
    data = base64.b64encode(packed.tobytes()).decode("ascii")
    return {"rows": len(rows), "step": step, "data": data}
