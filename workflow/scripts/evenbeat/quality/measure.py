"""Quality of the synthetic beats of a class; the same measures of real beats are the floor."""

import math

import numpy as np
import pandas as pd

from evenbeat.beats.table import concatenate, select
from evenbeat.quality.dtw import nearest_dtw
from evenbeat.quality.frechet import frechet_distance
from evenbeat.quality.mmd import median_distance, mmd2
from evenbeat.quality.neighbours import (
    COPY_QUANTILE,
    duplicate_share,
    find_copy_limit,
    nearest_distances,
    nearest_within,
)
from evenbeat.quality.precision_recall import precision_recall
from evenbeat.quality.spectrum import power_above
from evenbeat.quality.trees import describe_beats, fit_components
from evenbeat.quality.tstr import train_on_synthetic
from evenbeat.quality.two_sample import two_sample_auc
from evenbeat.runtime.seeds import derive_seed

NEIGHBORS = 5
# Minimum size of a sample, so that each beat has NEIGHBORS neighbours in it.
LEAST = NEIGHBORS + 1
# In s, about the distance between an R peak and its annotation.
WARP_BAND = 0.03
# In Hz. Above it, a beat is almost only noise.
NOISE_CUTOFF = 40

RESEMBLANCE = (
    "mmd2",
    "frechet",
    "precision",
    "recall",
    "density",
    "coverage",
    "dtw",
    "duplicated",
    "noise_median",
    "noise_high",
    "two_sample_auc",
)
COPYING = ("nearest_training", "copied")
USEFULNESS = ("train_on_synthetic_f1",)


def measure_quality(beats, synthetic, name, embed, sampling_rate, most, seed):
    """Measure the quality of the synthetic beats of a class, and of real beats as the floor.

    Parameters
    ----------
    beats : dict of str to ndarray
        Training beats of all classes: columns waveform and template (n, length), rhythm (n, r),
        label, patient, and held_out, bool, which marks the beats that the GAN was not trained on.
    synthetic : dict of str to ndarray
        Synthetic beats of the class, at the scale of the training beats: columns waveform,
        template, rhythm and patient. The patient is empty in all rows if the GAN generates beats
        without a patient.
    name : str
        The class.
    embed : callable
        Maps a dict of columns waveform, template and rhythm to the features that a classifier
        computes, an array (n, d).
    sampling_rate : float
        In Hz.
    most : int
        Maximum size of a sample in a comparison. Time and memory grow with its square. Exceptions
        are the search for copies, which uses all training beats, and the test of usefulness, which
        uses all held-out beats.
    seed : int

    Returns
    -------
    dict of str to dict
        `value` and `floor` by measure, each a float, or None where it cannot be measured. The
        measures are in `RESEMBLANCE`, `COPYING` and `USEFULNESS`; see the notes.

    Notes
    -----
    `RESEMBLANCE` compares synthetic beats with one half of the real beats of the class. The other
    half gives the floor. All three samples have the same size; with fewer than 6 beats each, the
    measures are None. On waveforms: `mmd2`; `dtw`, the median warped distance to the nearest real
    beat; `duplicated`, the share of beats whose nearest beat in their sample is closer than for 99%
    of real beats; `noise_median` and `noise_high`, median and 95% quantile of the share of power
    above 40 Hz. On features: `frechet`, `precision`, `recall`, `density` and `coverage`. On
    waveform and rhythm: `two_sample_auc`, which is also None if patients cannot be divided into
    folds.

    `COPYING` compares synthetic beats with all beats that the GAN was trained on. Held-out beats
    give the floor; without held-out beats, both are None. `nearest_training` is the median distance
    to the nearest training beat; `copied` is the share of beats that are at least as close to a
    training beat as the closest 1% of held-out beats.

    `USEFULNESS`, `train_on_synthetic_f1`: the floor, here an upper limit, is the F1 with an equal
    number of the GAN's training beats in place of the synthetic beats. Both are tested on all
    held-out beats, and are None without held-out beats of the class.

    If a GAN makes each beat for a patient, `RESEMBLANCE` uses synthetic beats of the same patients
    in the same proportions as the real beats. Beats for patients without real beats of the class
    cannot be compared, so only `COPYING` and `USEFULNESS` measure them.
    """
    rng = np.random.default_rng(seed)
    of_class = beats["label"] == name
    # In random order, so that any number of first beats is a random sample.
    own, others = (_shuffle(beats, np.flatnonzero(rows), rng) for rows in (of_class, ~of_class))
    generated = _shuffle(synthetic, len(synthetic["patient"]), rng)
    return (
        _measure_resemblance(own, generated, embed, sampling_rate, most, seed)
        | _measure_copying(own, generated, most)
        | _measure_usefulness(own, others, generated, most, seed)
    )


def _shuffle(table, rows, rng):
    return select(table, rng.permutation(rows))


def _first(table, number):
    return select(table, slice(number))


def _set_beside(measure, generated, real):
    """Measure synthetic and real beats. Values that are not finite become None, as JSON needs."""
    value, floor = measure(generated), measure(real)
    return {name: {"value": _state(value[name]), "floor": _state(floor[name])} for name in value}


def _state(number):
    return float(number) if math.isfinite(number) else None


def _leave_open(names):
    return {name: {"value": None, "floor": None} for name in names}


def _follow_patients(generated, patients):
    """Order synthetic beats in the real beats' sequence of patients; drop the other beats.

    Any number of first beats then has about the same proportions of patients.
    """
    wanted, there = (pd.DataFrame({"patient": x}) for x in (patients, generated["patient"]))
    for table in (wanted, there):
        table["number"] = table.groupby("patient").cumcount()
    there["row"] = np.arange(len(there))
    return select(generated, wanted.merge(there)["row"].to_numpy())


def _measure_resemblance(own, generated, embed, sampling_rate, most, seed):
    named = (generated["patient"] != "").any()
    if named:
        generated = _follow_patients(generated, own["patient"])
    size = min(most, len(own["patient"]) // 2, len(generated["patient"]))
    if size < LEAST:
        return _leave_open(RESEMBLANCE)
    reference, other_half = _first(own, size), select(own, slice(size, 2 * size))
    if not named:
        # The notes of `two_sample_auc` explain why the floor must be from beats without patients.
        other_half["patient"] = np.full(size, "")
    features = embed(reference)
    width = median_distance(reference["waveform"])
    # In a sample of this size, only 1% of the real beats have a closer neighbour.
    limit = np.quantile(nearest_within(reference["waveform"]), COPY_QUANTILE)
    band = round(WARP_BAND * sampling_rate)

    def measure(sample):
        waveform, embedded = sample["waveform"], embed(sample)
        noise = power_above(waveform, sampling_rate, NOISE_CUTOFF)
        return {
            "mmd2": mmd2(reference["waveform"], waveform, width),
            "frechet": frechet_distance(features, embedded),
            **precision_recall(features, embedded, NEIGHBORS),
            "dtw": np.median(nearest_dtw(waveform, reference["waveform"], band)),
            "duplicated": duplicate_share(waveform, limit),
            "noise_median": np.median(noise),
            "noise_high": np.quantile(noise, 0.95),
            "two_sample_auc": _tell_apart(reference, sample, derive_seed(seed, "two-sample")),
        }

    return _set_beside(measure, _first(generated, size), other_half)


def _tell_apart(reference, sample, seed):
    projection = fit_components(np.concatenate([reference["waveform"], sample["waveform"]]))
    sides = (describe_beats(projection, s["waveform"], s["rhythm"]) for s in (reference, sample))
    return two_sample_auc(*sides, reference["patient"], sample["patient"], seed)


def _measure_copying(own, generated, most):
    training = own["waveform"][~own["held_out"]]
    held_out = own["waveform"][own["held_out"]][:most]
    if not (len(training) and len(held_out) and len(generated["waveform"])):
        return _leave_open(COPYING)

    distances = [nearest_distances(s, training) for s in (generated["waveform"][:most], held_out)]
    limit = find_copy_limit(distances[1])

    def measure(nearest):
        # Not "<": the limit is zero if real beats occur twice.
        return {"nearest_training": np.median(nearest), "copied": np.mean(nearest <= limit)}

    return _set_beside(measure, *distances)


def _measure_usefulness(own, others, generated, most, seed):
    seen, other_seen = (select(table, ~table["held_out"]) for table in (own, others))
    # All held-out beats, so that the class keeps its proportion.
    own_new, other_new = (select(table, table["held_out"]) for table in (own, others))
    number = min(most, len(seen["patient"]), len(generated["patient"]))
    if not (number and len(other_seen["patient"]) and len(own_new["patient"])):
        return _leave_open(USEFULNESS)
    seen, other_seen = _first(seen, number), _first(other_seen, most)
    tested = concatenate([own_new, other_new])
    of_class = np.arange(len(tested["patient"])) < len(own_new["patient"])
    projection = fit_components(np.concatenate([seen["waveform"], other_seen["waveform"]]))

    def describe(table):
        return describe_beats(projection, table["waveform"], table["rhythm"])

    known, asked = describe(other_seen), describe(tested)

    def measure(sample):
        teaching = derive_seed(seed, "train on synthetic")
        return {
            "train_on_synthetic_f1": train_on_synthetic(
                describe(sample), known, asked, of_class, teaching
            )
        }

    return _set_beside(measure, _first(generated, number), seen)
