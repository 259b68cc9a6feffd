"""Screens: which synthetic beats a classifier gets to see.

Each screen scores beats, higher for better, and those from its threshold on are kept.
"""

import numpy as np

from evenbeat.beat_table import select
from evenbeat.closeness import find_copy_limit, nearest_distances
from evenbeat.files import read_json, write_json
from evenbeat.synthetic_beats import write_synthetic


def judge_label(probabilities, patients, known):
    """Average what classifiers make of beats, of those that have not seen a beat's patient.

    A classifier that has seen the patient would know the beats that the generator learned from.

    Parameters
    ----------
    probabilities : ndarray of float, shape (k, n)
        Of the beats' class, by each classifier.
    patients : ndarray of str, shape (n,)
        Empty where a beat is nobody's: all classifiers are asked.
    known : sequence of k collections of str
        The patients that each classifier was trained on; each patient is unknown to one at least.

    Returns
    -------
    ndarray of float, shape (n,)
    """
    asked = np.array([~np.isin(patients, sorted(names)) for names in known])
    return (probabilities * asked).sum(axis=0) / asked.sum(axis=0)


def judge_both_ways(agreed):
    """Score beats for having the right label, and for lying where it is in doubt.

    Parameters
    ----------
    agreed : ndarray of float, shape (n,)
        As `judge_label` gives it.

    Returns
    -------
    dict of str to ndarray of float, shape (n,)
        By the name of the screen: `label`, and `boundary`, the other way round.
    """
    return {"label": agreed, "boundary": 1 - agreed}


def judge_distance(beats, training, held_out):
    """Measure how far beats keep from training beats, as compared with beats held out.

    Parameters
    ----------
    beats, training, held_out : ndarray of float, shape (n, length), (m, length), (k, length)
        Waveforms of a class: synthetic, those that the GAN was trained on, and others.

    Returns
    -------
    ndarray of float, shape (n,)
        Distance to the nearest training beat, over the one that 1% of held-out beats fall below:
        what is below 1 passes for a copy.
    """
    if not len(beats):
        return np.empty(0)
    limit = find_copy_limit(nearest_distances(held_out, training))
    return nearest_distances(beats, training) / limit


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
        JSON with how many beats are `wanted`, as `evenbeat.amounts.count_pool` gives it.

    Raises
    ------
    InputError
        If `counts` holds something else.
    """
    rows, summary = keep_best(scores, threshold, read_json(counts, ["wanted"])["wanted"])
    screened, path_of_summary = paths
    write_synthetic(screened, select(beats, rows))
    write_json(path_of_summary, summary)


def draw_control(pool, number, seed):
    """Draw beats at random in place of a screen: the control that any screen has to beat.

    Parameters
    ----------
    pool, number : int
        Beats that there are, and how many of them the screen kept.
    seed : int

    Returns
    -------
    ndarray of int, shape (number,)
        Rows, ascending.
    """
    return np.sort(np.random.default_rng(seed).permutation(pool)[:number])
