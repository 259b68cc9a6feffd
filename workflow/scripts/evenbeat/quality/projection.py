"""A map of real and synthetic beats: two principal components of a classifier's features."""

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA

from evenbeat.beats.table import FEATURES, concatenate, select

SHOWN = 300  # maximum number of beats of a class, or of a GAN


def map_beats(beats, synthetic, embed, seed):
    """Project training beats and synthetic beats onto one plane.

    Parameters
    ----------
    beats : dict of str to ndarray
        Training beats of all classes: columns waveform, template, rhythm and label.
    synthetic : dict of (str, str) to dict of str to ndarray
        By model and class: columns waveform, template and rhythm.
    embed : callable
        Maps such columns to the features that a classifier computes, an array (n, d).
    seed : int
        Random seed of the selection of beats.

    Returns
    -------
    DataFrame
        One row per beat shown: `kind`, "training" or "synthetic"; `class`; `model`, empty for
        training beats; `x` and `y`, its scores on the first two principal components. These are
        fitted to the training beats shown, an equal number of each class that has enough beats.
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
