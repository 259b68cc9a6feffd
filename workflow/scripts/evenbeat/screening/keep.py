"""Screening of synthetic beats: a screen keeps those whose score reaches its threshold.

Higher scores are better.
"""

import numpy as np

from evenbeat.beats.synthetic import write_synthetic
from evenbeat.beats.table import select
from evenbeat.io.json_files import read_json, write_json


def keep_passing(scores, threshold, wanted):
    """Keep the first beats that reach a threshold.

    Parameters
    ----------
    scores : ndarray of float, shape (n,)
    threshold : float
    wanted : int
        Maximum number of beats to keep.

    Returns
    -------
    rows : ndarray of int
        Row numbers of the kept beats, ascending.
    summary : dict
        `pool`, the number of scores; `wanted`; `kept`, the number of kept beats; and, if there are
        scores, `score_quantiles`.
    """
    rows = np.flatnonzero(scores >= threshold)[:wanted]
    summary = {"pool": len(scores), "wanted": wanted, "kept": len(rows)}
    if len(scores):
        quantiles = {f"{q:g}": float(np.quantile(scores, q)) for q in (0, 0.25, 0.5, 0.75, 1)}
        summary["score_quantiles"] = quantiles
    return rows, summary


def write_screened(paths, beats, scores, threshold, counts):
    """Write the synthetic beats that a screen keeps, and a summary of the screening.

    Parameters
    ----------
    paths : sequence of two str
        Files for the kept beats and for the summary.
    beats : dict of str to ndarray, each of length n
        Synthetic beats: columns waveform, template, rhythm, patient and row.
    scores : ndarray of float, shape (n,)
    threshold : float
    counts : str
        JSON file with the number of beats `wanted`, from `evenbeat.balancing.deficit.count_pool`.

    Raises
    ------
    InputError
        If the file `counts` is damaged or lacks `wanted`.
    """
    rows, summary = keep_passing(scores, threshold, read_json(counts, ["wanted"])["wanted"])
    screened, path_of_summary = paths
    write_synthetic(screened, select(beats, rows))
    write_json(path_of_summary, summary)
