"""Segmentation of a filtered lead into heartbeats: a window around each R peak."""

import functools

import numpy as np

from evenbeat.beats.features import FEATURE_NAMES, compute_features
from evenbeat.beats.reference import REFERENCES, repeat_medians
from evenbeat.beats.rhythm import RHYTHM, rhythm_features
from evenbeat.beats.scaling import SCALINGS
from evenbeat.data.aami import classify_symbols
from evenbeat.data.beat_annotations import count_close_beats
from evenbeat.data.wfdb_header import REMEDY
from evenbeat.runtime.errors import InputError, error_context


def cut_windows(ecg, samples, before, after):
    """Cut a window around the R peak of each beat whose window was completely recorded.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        mV; NaN where nothing was recorded.
    samples : ndarray of int, shape (m,)
        Sample of the R peak of each beat.
    before, after : int
        Samples of the window before and from the beat: [sample - before, sample + after).

    Returns
    -------
    windows : ndarray of float, shape (k, before + after)
        mV.
    whole : ndarray of bool, shape (m,)
        True for the k beats that have a window.

    Examples
    --------
    >>> import numpy as np
    >>> windows, whole = cut_windows(np.arange(10.0), np.array([1, 4, 9]), 2, 3)
    >>> windows.tolist(), whole.tolist()
    ([[2.0, 3.0, 4.0, 5.0, 6.0]], [False, True, False])
    """
    gaps = np.concatenate([[0], np.cumsum(np.isnan(ecg))])
    whole = (samples >= before) & (samples + after <= len(ecg))
    whole[whole] = gaps[samples[whole] - before] == gaps[samples[whole] + after]
    return ecg[samples[whole][:, None] + np.arange(-before, after)], whole


def tabulate_beats(ecg, rates, annotated, identity, classes, options):
    """Compute the table of beats of one record.

    Parameters
    ----------
    ecg : ndarray of float, shape (n,)
        Filtered lead, mV; NaN where nothing was recorded.
    rates : tuple of float
        Sampling rates of `ecg` and of the record, Hz.
    annotated : tuple of ndarray, each of shape (m,)
        Samples of the annotated beats at the record's rate, ascending, and their WFDB symbols.
    identity : dict of str to str
        Names of `record` and `patient`, and the annotation file as `source`.
    classes : dict of str to sequence of str
        The symbols of each AAMI class.
    options : dict
        `beats` in the configuration: `before` and `after` (samples), `reference`, `scaling`,
        `qrs_half_width` (ms) and `local_rr_intervals`.

    Returns
    -------
    beats : dict of str to ndarray
        A table as in `evenbeat.beats.table`; only beats whose window was completely recorded.
    attributes : dict
        `annotated_beats`, `beats_outside` (before the signal or past its end), `close_beats` (less
        than 0.1 s after the one before), `reference`, `scaling`, and the names of the columns of
        `features` and `rhythm`.

    Raises
    ------
    InputError
        If all annotated beats are outside the signal, or the lead is flat at the beats.
    """
    (sampling_rate, of_record), before, after = rates, options["before"], options["after"]
    places = np.round(annotated[0] * sampling_rate / of_record).astype(np.int64)
    inside = (annotated[0] >= 0) & (places < len(ecg))
    samples, symbols, places = (column[inside] for column in (*annotated, places))
    outside = int(np.count_nonzero(~inside))
    if outside and not len(samples):
        raise InputError(
            f"{identity['source']}: all {outside} beats of record {identity['record']} are "
            f"annotated outside its {len(ecg) / sampling_rate:g} s, the first at "
            f"{annotated[0][0] / of_record:g} s; expected annotations of this signal. {REMEDY}."
        )
    windows, whole = cut_windows(ecg, places, before, after)
    half = round(options["qrs_half_width"] * sampling_rate / 1000)
    qrs = slice(before - half, before + half + 1)
    reference = REFERENCES[options["reference"]](samples, of_record)
    medians = functools.partial(repeat_medians, reference=reference, whole=whole)
    with error_context(identity["source"]):
        waveforms, templates = SCALINGS[options["scaling"]](windows, qrs, medians)
    rhythm = rhythm_features(
        samples, reference.mean, reference.median, options["local_rr_intervals"]
    )
    beats = {
        "waveform": waveforms.astype(np.float32),
        "template": templates.astype(np.float32),
        "rhythm": rhythm[whole].astype(np.float32),
    }
    beats |= {
        "features": compute_features(beats, before, sampling_rate),
        "label": classify_symbols(symbols[whole], classes),
        "symbol": symbols[whole],
        "sample": samples[whole],
        "record": np.full(len(windows), identity["record"]),
        "patient": np.full(len(windows), identity["patient"]),
    }
    return beats, {
        "annotated_beats": len(annotated[0]),
        "beats_outside": outside,
        "close_beats": count_close_beats(samples, of_record),
        "reference": options["reference"],
        "scaling": options["scaling"],
        "features": list(FEATURE_NAMES),
        "rhythm": list(RHYTHM),
    }
