"""Data of the report's interactive explorer: GAN training curves, and generated and real beats."""

import base64

import numpy as np

from evenbeat.beats.subsample import take_evenly
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.figures.gan_report import SHOWN, find_axes
from evenbeat.gan.history import thin_out
from evenbeat.quality.neighbours import nearest_distances, nearest_rows

SEEDS = 5  # of a model at most, to keep the page small
SPACING = 6  # ms between samples at most: enough for 40 Hz
STEPS = 2**15 - 1


def gather_explorer_data(gans, train, before):
    """Gather the GANs and beats of one split.

    Parameters
    ----------
    gans : sequence of evenbeat.gan.history.GanHistory
    train : str
        Path of the split's training beats.
    before : int
        Samples of a beat before the R peak.

    Returns
    -------
    dict
        `milliseconds` of the samples; `unit` of the amplitude; `real`, beats by class; and `gans`,
        a list of dicts. Each has `class`, `model`, `seed`; `chosen`, the epoch of the selected
        checkpoint; `milestones`, the checkpoints by epoch; and of the training `steps`, `losses`
        with the names of their rows, `loss_columns`, the name of the `loss` and the `floor` of
        `mmd2`. A
        checkpoint has `beats`, the `nearest` training beat of each, their Euclidean `distance`
        over all samples, `step`, the last training step, and `mmd2`. Beats and losses are packed
        by `encode_numbers`.
    """
    beats, attributes = read_beats(train, ("waveform", "label")), read_attributes(train)
    milliseconds, unit = find_axes(attributes, beats["waveform"].shape[1], before)
    kept = slice(None, None, max(1, int(SPACING * attributes["sampling_rate"] / 1000)))
    shown = [gan for gan in gans if gan.choice["trained"] and gan.id.seed < SEEDS]
    of_class = {gan.id.cls: beats["waveform"][beats["label"] == gan.id.cls] for gan in shown}
    return {
        "milliseconds": np.round(milliseconds[kept], 2).tolist(),
        "unit": unit,
        "real": {
            cls: encode_numbers(take_evenly(real, SHOWN)[:, kept]) for cls, real in of_class.items()
        },
        "gans": [
            {
                "class": gan.id.cls,
                "model": gan.id.model,
                "seed": gan.id.seed,
                "chosen": gan.choice["chosen"],
                "milestones": {
                    epoch: _set_beside(generated, of_class[gan.id.cls], kept) | _mark(gan, epoch)
                    for epoch, generated in gan.history["samples"].items()
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
        "losses": encode_numbers(losses.T),
        "loss_columns": gan.history["loss_columns"],
        "loss": f"{gan.history['loss']} ({gan.history['loss_unit']})",
        "floor": gan.choice["floor"],
    }


def _set_beside(generated, real, kept):
    nearest = real[nearest_rows(generated, real)]
    return {
        "beats": encode_numbers(generated[:, kept]),
        "nearest": encode_numbers(nearest[:, kept]),
        "distance": [round(float(one), 4) for one in nearest_distances(generated, real)],
    }


def encode_numbers(rows):
    """Pack rows of numbers into text, with 16 bits for each number.

    Parameters
    ----------
    rows : ndarray of float, shape (n, length)

    Returns
    -------
    dict
        `rows`, their number; `step`, the value of one unit of the packed integers; and `data`,
        little-endian signed 16-bit integers in base64, row by row.
    """
    step = float(np.abs(rows).max(initial=0)) / STEPS or 1.0
    packed = np.round(np.asarray(rows) / step).astype("<i2")
    data = base64.b64encode(packed.tobytes()).decode("ascii")
    return {"rows": len(rows), "step": step, "data": data}
