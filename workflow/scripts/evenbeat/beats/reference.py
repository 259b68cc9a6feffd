"""The reference of a record: its usual RR interval, its template and its amplitude.

A usual beat is not premature: the RR interval before it is at least 0.9 of the mean. The template
is the median of the usual beats; classifiers get it together with each beat. The amplitude, by
which beats are scaled, is also from usual beats. So ectopic beats do not become the reference of a
record that has many of them. No labels are used.
"""

from typing import NamedTuple

import numpy as np

from evenbeat.beats.rhythm import measure_intervals

# Shortest RR interval before a usual beat, as a fraction of the mean.
LEAST_SHARE = 0.9
# With fewer usual beats, all beats are used.
LEAST_USUAL = 10
# Seconds: how far `trailing` looks back, and how often it updates template and amplitude.
PAST = 300
RENEWAL = 30


class Reference(NamedTuple):
    """The intervals and beats with which each beat of a record is compared.

    Attributes
    ----------
    mean, median : ndarray of float, shape (n,)
        Mean and median RR interval for each beat, samples.
    usual : ndarray of bool, shape (n,)
        Whether each beat is usual.
    blocks : list of (slice, slice)
        Pairs of beats, and of the beats whose medians are their template and amplitude.
    """

    mean: np.ndarray
    median: np.ndarray
    usual: np.ndarray
    blocks: list


def refer_to_record(samples, sampling_rate):
    """Compare each beat with the whole record.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Samples of all of a record's beats, ascending.
    sampling_rate : float
        Not used.

    Returns
    -------
    Reference
    """
    number, intervals = len(samples), measure_intervals(samples)
    mean, median = (f(intervals) if len(intervals) else 1.0 for f in (np.mean, np.median))
    mean, median = np.full(number, mean), np.full(number, median)
    everything = slice(0, number)
    return Reference(mean, median, _find_usual(intervals, mean), [(everything, everything)])


def refer_to_past(samples, sampling_rate):
    """Compare each beat with the five minutes before it, which is possible in real time.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Samples of all of a record's beats, ascending.
    sampling_rate : float
        Hz.

    Returns
    -------
    Reference

    Notes
    -----
    Mean and median are of the RR intervals that ended within the past 300 s; the last one ends at
    the beat. Template and amplitude are computed every 30 s, from the beats of the 300 s before.
    The first 30 s have no past and are compared with themselves, which is the delay at the start.
    The same applies to beats after 300 s without beats.
    """
    intervals = measure_intervals(samples)
    first = np.searchsorted(samples[1:], samples - PAST * sampling_rate)
    # The first beat has no past: the interval after it is its own reference.
    mean = np.concatenate([intervals[:1], intervals]) if len(intervals) else np.ones(len(samples))
    median = mean.copy()
    for beat in range(1, len(samples)):
        recent = intervals[first[beat] : beat]
        mean[beat], median[beat] = recent.mean(), np.median(recent)
    return Reference(
        mean, median, _find_usual(intervals, mean), _divide_blocks(samples, sampling_rate)
    )


def _find_usual(intervals, mean):
    # The first beat has no RR interval before it.
    usual = np.zeros(len(mean), dtype=bool)
    usual[1:] = intervals >= LEAST_SHARE * mean[1:]
    return usual


def _divide_blocks(samples, sampling_rate):
    """Divide beats into blocks of 30 s, and find the beats of the 300 s before each block."""
    last = samples[-1] if len(samples) else 0
    starts = np.arange(0, last + 1, RENEWAL * sampling_rate)
    begin = np.searchsorted(samples, starts)
    end = np.append(begin[1:], len(samples))
    earliest = np.searchsorted(samples, starts - PAST * sampling_rate)
    return [
        (slice(a, b), slice(c, a) if c < a else slice(a, b))
        for a, b, c in zip(begin, end, earliest, strict=True)
        if a < b
    ]


REFERENCES = {"record": refer_to_record, "trailing": refer_to_past}


def repeat_medians(values, reference, whole):
    """Give for each beat the median of the usual beats with which it is compared.

    Parameters
    ----------
    values : ndarray of float, shape (k, ...)
        Values of the beats whose window was completely recorded, such as waveform or amplitude.
    reference : Reference
        The reference of all n annotated beats.
    whole : ndarray of bool, shape (n,)
        True for the k beats.

    Returns
    -------
    ndarray of float, shape (k, ...)
        If fewer than ten of the compared beats are usual, the median is over all of them. If none
        of them has a window, the median is over the beats of the block.
    """
    found = np.empty(values.shape)
    row = np.concatenate([[0], np.cumsum(whole)])
    usual = reference.usual[whole]
    for block, compared in reference.blocks:
        own, rows = (np.arange(row[part.start], row[part.stop]) for part in (block, compared))
        if not len(own):
            continue
        rows = rows if len(rows) else own
        chosen = rows[usual[rows]]
        found[own] = np.median(values[chosen if len(chosen) >= LEAST_USUAL else rows], axis=0)
    return found
