"""What the report's beat explorer shows: beats of every milestone, and real ones beside them."""

import base64

import numpy as np

from evenbeat.beat_table import read_attributes, read_beats
from evenbeat.choice import spread
from evenbeat.closeness import nearest_distances, nearest_rows
from evenbeat.gan_pictures import find_axes

SHOWN = 12  # real beats of a class
SEEDS = 5  # of a model, so that the page stays small
SPACING = 5.5  # ms between samples at most, enough for 40 Hz
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
        `beats`, the `nearest` training beat of each, and their `distance`, Euclidean over all
        samples. Beats are packed, see `pack`.
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
                    epoch: _set_beside(made, of_class[gan.cls], kept)
                    for epoch, made in gan.history["samples"].items()
                },
            }
            for gan in shown
        ],
    }


def _set_beside(made, real, kept):
    nearest = real[nearest_rows(made, real)]
    return {
        "beats": pack(made[:, kept]),
        "nearest": pack(nearest[:, kept]),
        "distance": [round(float(one), 4) for one in nearest_distances(made, real)],
    }


def pack(beats):
    """Pack beats into text of 16 bits a sample.

    Parameters
    ----------
    beats : ndarray of float, shape (n, length)

    Returns
    -------
    dict
        `rows`, `step`, what a unit of the packed numbers is worth, and `data`, the base64 of
        little-endian 16-bit integers, row by row.
    """
    step = float(np.abs(beats).max(initial=0)) / STEPS or 1.0
    packed = np.round(np.asarray(beats) / step).astype("<i2")
    data = base64.b64encode(packed.tobytes()).decode("ascii")
    return {"rows": len(beats), "step": step, "data": data}
