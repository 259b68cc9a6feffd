"""A map of real and synthetic beats: a plane of a classifier's features."""

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA

from evenbeat.beat_table import FEATURES, concatenate, select

SHOWN = 300  # beats of a class, or of a GAN


def map_beats(beats, synthetic, embed, seed):
    """Lay out training beats and synthetic ones in one plane.

    Parameters
    ----------
    beats : dict of str to ndarray
        Training beats of all classes: columns waveform, template, rhythm and label.
    synthetic : dict of (str, str) to dict of str to ndarray
        By model and class: columns waveform, template and rhythm.
    embed : callable
        From such columns to what a classifier makes of beats, an array (n, d).
    seed : int
        Of the choice of beats.

    Returns
    -------
    DataFrame
        A row for each beat shown: `kind`, "training" or "synthetic"; `class`; `model`, empty for
        training beats; `x` and `y`, the first two principal components of the features of the
        training beats shown, of which no class has more than another where all have enough.
    """
    rng = np.random.default_rng(seed)
    labels = np.unique(beats["label"])
    shown = {name: _draw(beats, beats["label"] == name, rng) for name in labels}
    features = embed(concatenate(list(shown.values())))
    plane = PCA(2, svd_solver="full").fit(features)
    groups = [("training", name, "", table) for name, table in shown.items()]
    for (model, name), table in synthetic.items():
        every = np.ones(len(table["waveform"]), dtype=bool)
        groups.append(("synthetic", name, model, _draw(table, every, rng)))
    tables = []
    for kind, name, model, table in groups:
        if len(table["waveform"]):
            x, y = plane.transform(embed(table)).T
            tables.append(
                pd.DataFrame({"kind": kind, "class": name, "model": model, "x": x, "y": y})
            )
    return pd.concat(tables, ignore_index=True)


def _draw(table, rows, rng):
    rows = np.flatnonzero(rows)
    drawn = np.sort(rng.permutation(rows)[:SHOWN])
    return select({name: table[name] for name in FEATURES}, drawn)
