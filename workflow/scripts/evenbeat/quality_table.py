"""Every measure of a class's synthetic beats, each beside what real beats reach in their place."""

import math

import numpy as np
import pandas as pd

from evenbeat.beat_table import concatenate, select
from evenbeat.closeness import (
    COPY_QUANTILE,
    duplicate_share,
    find_copy_limit,
    frechet_distance,
    nearest_distances,
    nearest_dtw,
    nearest_within,
    power_above,
    precision_recall,
)
from evenbeat.discernment import (
    describe_beats,
    find_components,
    train_on_synthetic,
    two_sample_auc,
)
from evenbeat.quality import median_distance, mmd2
from evenbeat.seeds import derive_seed

NEIGHBORS = 5
# Beats of a sample, so that each of them has so many neighbours.
LEAST = NEIGHBORS + 1
# In s, about as much as R peaks and their annotations are apart.
WARP_BAND = 0.03
# In Hz. Above it a beat has little but noise.
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
    """Measure a class's synthetic beats, and in the same way real beats in their place.

    Parameters
    ----------
    beats : dict of str to ndarray
        Training beats of all classes: columns waveform and template (n, length), rhythm (n, r),
        label, patient and held_out, bool, of those that the GAN was not trained on.
    synthetic : dict of str to ndarray
        Beats of the class, at the scale of the others: columns waveform, template, rhythm and
        patient, which is empty in all rows where the GAN makes beats of nobody in particular.
    name : str
        The class.
    embed : callable
        From a dict of columns waveform, template and rhythm to what a classifier makes of such
        beats, an array (n, d).
    sampling_rate : float
        In Hz.
    most : int
        At most so many beats are drawn from each side for a comparison; time and memory grow with
        its square. Only the search for copies goes through all training beats, and the test of
        usefulness through all beats held out.
    seed : int

    Returns
    -------
    dict of str to dict
        By measure `value` and `floor`, each a float; None where it cannot be measured, since JSON
        has no other word for that. The three groups are those of `RESEMBLANCE`, `COPYING` and
        `USEFULNESS`.

        Synthetic beats against half of the class's real ones; the floor is that of the other half,
        and all three samples have the same size. None for fewer than 6 beats in each. Of waveforms:
        `mmd2`; `dtw`, the median warped distance to the nearest real beat; `duplicated`, the share
        that lies nearer to another one than 1% of real beats do; `noise_median` and `noise_high`,
        median and 95% quantile of the share of power above 40 Hz. Of features: `frechet`,
        `precision`, `recall`, `density` and `coverage`. Of waveform and rhythm: `two_sample_auc`;
        None also where patients cannot be divided.

        Synthetic beats against all beats that the GAN was trained on; the floor is that of beats
        held out, and both are None where there are none: `nearest_training`, the median distance to
        the nearest; `copied`, the share that is nearer than 1% of beats held out.

        `train_on_synthetic_f1`; the floor, rather a ceiling, is that of as many beats that the GAN
        was trained on in place of the synthetic ones. Both are tested on all beats held out, and
        None if none of the class is.

    Notes
    -----
    The floor is that of the class's own patients. Where a GAN names the patient for whom it made a
    beat, its beats are compared for the same patients in the same shares; what it made for patients
    who have none of the class has nothing to be compared with, and is left to the test of
    usefulness and the search for copies.
    """
    rng = np.random.default_rng(seed)
    of_class = beats["label"] == name
    # In random order, so that any first so many are a sample.
    own, others = (_shuffle(beats, np.flatnonzero(rows), rng) for rows in (of_class, ~of_class))
    made = _shuffle(synthetic, len(synthetic["patient"]), rng)
    return (
        _measure_resemblance(own, made, embed, sampling_rate, most, seed)
        | _measure_copying(own, made, most)
        | _measure_usefulness(own, others, made, most, seed)
    )


def _shuffle(table, rows, rng):
    return select(table, rng.permutation(rows))


def _first(table, number):
    return select(table, slice(number))


def _set_beside(measure, made, real):
    """Measure both sides; what is not finite becomes None."""
    value, floor = measure(made), measure(real)
    return {name: {"value": _state(value[name]), "floor": _state(floor[name])} for name in value}


def _state(number):
    return float(number) if math.isfinite(number) else None


def _leave_open(names):
    return {name: {"value": None, "floor": None} for name in names}


def _follow_patients(made, patients):
    """Put beats in an order in which their patients are those of real ones; leave the others out.

    Any first so many then have the patients in about the same shares.
    """
    wanted, there = (pd.DataFrame({"patient": x}) for x in (patients, made["patient"]))
    for table in (wanted, there):
        table["number"] = table.groupby("patient").cumcount()
    there["row"] = np.arange(len(there))
    return select(made, wanted.merge(there)["row"].to_numpy())


def _measure_resemblance(own, made, embed, sampling_rate, most, seed):
    named = (made["patient"] != "").any()
    if named:
        made = _follow_patients(made, own["patient"])
    size = min(most, len(own["patient"]) // 2, len(made["patient"]))
    if size < LEAST:
        return _leave_open(RESEMBLANCE)
    reference, other_half = _first(own, size), select(own, slice(size, 2 * size))
    if not named:
        # What may be learnt of beats without names, `two_sample_auc` says.
        other_half["patient"] = np.full(size, "")
    features = embed(reference)
    width = median_distance(reference["waveform"])
    # Real beats of a sample of this size are rarely nearer to each other.
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

    return _set_beside(measure, _first(made, size), other_half)


def _tell_apart(reference, sample, seed):
    projection = find_components(np.concatenate([reference["waveform"], sample["waveform"]]))
    sides = (describe_beats(projection, s["waveform"], s["rhythm"]) for s in (reference, sample))
    return two_sample_auc(*sides, reference["patient"], sample["patient"], seed)


def _measure_copying(own, made, most):
    training = own["waveform"][~own["held_out"]]
    held_out = own["waveform"][own["held_out"]][:most]
    if not (len(training) and len(held_out) and len(made["waveform"])):
        return _leave_open(COPYING)

    distances = [nearest_distances(s, training) for s in (made["waveform"][:most], held_out)]
    limit = find_copy_limit(distances[1])

    def measure(nearest):
        # Not below the limit alone: it is zero where real beats occur twice.
        return {"nearest_training": np.median(nearest), "copied": np.mean(nearest <= limit)}

    return _set_beside(measure, *distances)


def _measure_usefulness(own, others, made, most, seed):
    seen, other_seen = (select(table, ~table["held_out"]) for table in (own, others))
    # All of them, so that the class is as rare as it is.
    own_new, other_new = (select(table, table["held_out"]) for table in (own, others))
    number = min(most, len(seen["patient"]), len(made["patient"]))
    if not (number and len(other_seen["patient"]) and len(own_new["patient"])):
        return _leave_open(USEFULNESS)
    seen, other_seen = _first(seen, number), _first(other_seen, most)
    tested = concatenate([own_new, other_new])
    of_class = np.arange(len(tested["patient"])) < len(own_new["patient"])
    projection = find_components(np.concatenate([seen["waveform"], other_seen["waveform"]]))

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

    return _set_beside(measure, _first(made, number), seen)
