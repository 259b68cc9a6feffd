"""The annotated beats of a record."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from evenbeat.data.aami import classify_symbols
from evenbeat.data.wfdb_annotations import read_annotation_file
from evenbeat.data.wfdb_header import REMEDY
from evenbeat.runtime.errors import InputError

# Annotations of several channels within this time are of one beat: no heart beats faster.
SAME_BEAT = 0.1  # s


class AnnotatedBeats(NamedTuple):
    """Annotated beats.

    Attributes
    ----------
    samples : ndarray of int64, shape (n,)
        Sample of each beat's annotation in the signal, ascending.
    symbols : ndarray of str, shape (n,)
        WFDB symbols of the beats.
    merged : int
        Number of annotations that are left out because another channel has the same beat.
    """

    samples: np.ndarray
    symbols: np.ndarray
    merged: int


def read_beat_annotations(
    stem, annotator, classes, sampling_rate, frame_rate=None, annotated_channel=None
):
    """Read the annotated beats of a record.

    Parameters
    ----------
    stem : str
        Path of the record without suffix.
    annotator : str
        Suffix of the annotation file.
    classes : dict of str to sequence of str
        The annotation symbols of each AAMI class; all other annotations are left out.
    sampling_rate : float
        Hz, of the signal.
    frame_rate : float, optional
        Hz of the annotations, if the file does not say it; by default that of the signal.
    annotated_channel : int, optional
        The channel that counts if several channels give a beat different classes.

    Returns
    -------
    AnnotatedBeats

    Raises
    ------
    InputError
        If the file cannot be read, its annotations are not in order of time, or channels give a
        beat different classes and `annotated_channel` is not among them.
    """
    path = Path(f"{stem}.{annotator}")
    try:
        file = read_annotation_file(path)
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path} cannot be read as WFDB annotations ({error}). {REMEDY}."
        ) from error
    times = np.array([one.time for one in file.annotations], dtype=float)
    back = np.flatnonzero(np.diff(times) < 0)
    if back.size:
        raise InputError(
            f"{path}: annotation {back[0] + 2} is at sample {times[back[0] + 1]:.0f}, but the one "
            f"before it at {times[back[0]]:.0f}; expected ascending samples. {REMEDY}."
        )
    resolution = float(file.resolution or frame_rate or sampling_rate)
    samples = np.round(times * sampling_rate / resolution).astype(np.int64)
    symbols = np.array([file.symbols[one.code] for one in file.annotations], dtype=str)
    labels = classify_symbols(symbols, classes)
    channels = np.array([one.channel for one in file.annotations], dtype=int)
    beats = np.flatnonzero(labels != "")
    kept = [
        _choose(path, group, labels, channels, annotated_channel)
        for group in _group_channels(beats, times, SAME_BEAT * resolution, channels)
    ]
    kept = np.array(kept, dtype=int)
    # The text type is as wide as the longest kept symbol.
    symbols = np.array(symbols[kept].tolist(), dtype=str)
    return AnnotatedBeats(samples[kept], symbols, len(beats) - len(kept))


def _group_channels(beats, times, limit, channels):
    """Group the annotations of one beat, at most one of each channel."""
    groups = []
    for row in beats:
        group = groups[-1] if groups else []
        near = bool(group) and times[row] - times[group[0]] < limit
        if near and channels[row] not in channels[group]:
            group.append(row)
        else:
            groups.append([row])
    return groups


def _choose(path, group, labels, channels, preferred):
    """Choose the annotation of a beat: of the preferred channel, else of the lowest one."""
    if len(group) == 1:
        return group[0]
    of_channel = {channels[row]: row for row in group}
    if preferred not in of_channel and len(set(labels[group])) > 1:
        found = ", ".join(f"{labels[row]} in channel {channels[row]}" for row in group)
        raise InputError(
            f"{path}: annotation {group[0] + 1} and the next ones within {SAME_BEAT:g} s are of "
            f"one beat, but their classes differ: {found}. Set databases.<name>.annotated_channel "
            "to the channel that counts, or leave the record out of the records table."
        )
    return of_channel.get(preferred, of_channel[min(of_channel)])


def count_close_beats(samples, sampling_rate):
    """Count the beats less than 0.1 s after the beat before, which no heart can have.

    Parameters
    ----------
    samples : ndarray of int, shape (n,)
        Ascending.
    sampling_rate : float
        Hz.

    Returns
    -------
    int

    Examples
    --------
    >>> import numpy as np
    >>> count_close_beats(np.array([0, 300, 330, 366]), 360)
    1
    """
    return int(np.count_nonzero(np.diff(samples) < SAME_BEAT * sampling_rate))
