"""Screens: which synthetic beats a classifier gets to see.

Each screen scores beats, higher for better, and those from its threshold on are kept.
"""

import numpy as np

from evenbeat.beats.synthetic import write_synthetic
from evenbeat.beats.table import select
from evenbeat.io.json_files import read_json, write_json


def keep_best(scores, threshold, wanted):
    """Keep the first beats that reach a threshold.

    Parameters
    ----------
    scores : ndarray of float, shape (n,)
    threshold : float
    wanted : int
        At most so many are kept.

    Returns
    -------
    rows : ndarray of int
        Those that are kept, ascending.
    summary : dict
        Size of the pool, how many were wanted and kept, and quantiles of the score, if any.
    """
    rows = np.flatnonzero(scores >= threshold)[:wanted]
    summary = {"pool": len(scores), "wanted": wanted, "kept": len(rows)}
    if len(scores):
        quantiles = {f"{q:g}": float(np.quantile(scores, q)) for q in (0, 0.25, 0.5, 0.75, 1)}
        summary["score_quantiles"] = quantiles
    return rows, summary


def write_screened(paths, beats, scores, threshold, counts):
    """Write the synthetic beats that a screen keeps, and a summary.

    Parameters
    ----------
    paths : sequence of two str
        For the beats that are kept, and for the summary.
    beats : dict of str to ndarray, each of length n
        Synthetic beats: columns waveform, template, rhythm and patient.
    scores : ndarray of float, shape (n,)
    threshold : float
    counts : str
        JSON with how many beats are `wanted`, as `evenbeat.balancing.deficit.count_pool` gives it.

    Raises
    ------
    InputError
        If `counts` holds something else.
    """
    rows, summary = keep_best(scores, threshold, read_json(counts, ["wanted"])["wanted"])
    screened, path_of_summary = paths
    write_synthetic(screened, select(beats, rows))
    write_json(path_of_summary, summary)
