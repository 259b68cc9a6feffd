"""WFDB records: the signal of a lead and its beat annotations."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import wfdb

from evenbeat.data.aami import classify_symbols
from evenbeat.runtime.errors import InputError

# The only definition in a note that wfdb reads correctly; at a malformed one it would never end.
TIME_RESOLUTION = re.compile(rb"## time resolution: (\d+(?:\.\d+)?)\0?")
# Codes of the WFDB annotation format: an interval or a note follows.
SKIP, NOTE = 59, 63

RATES = (50, 100_000)  # Hz

# Units of a lead that a header may have, in mV.
MILLIVOLTS = {"mv": 1.0, "uv": 1e-3, "v": 1e3}


@dataclass(frozen=True, eq=False)
class Lead:
    """One lead of a record.

    Attributes
    ----------
    signal : ndarray of float64, shape (n,)
        mV; NaN where nothing was recorded.
    name : str
    sampling_rate : float
        Hz.
    simulated : bool
        Whether a comment in the header says so.
    """

    signal: np.ndarray
    name: str
    sampling_rate: float
    simulated: bool


def read_lead(stem, preferred):
    """Read one lead of a WFDB record.

    Parameters
    ----------
    stem : str
        Path of the record without suffix; its files are `stem`.hea and `stem`.dat.
    preferred : sequence of str
        Names of leads in the order of preference. The record's first lead is read if it has none
        of them.

    Returns
    -------
    Lead

    Raises
    ------
    InputError
        If the record cannot be read, is cut short, does not match the checksums in its header, or
        has signals in other files than its own.
    """
    try:
        header = wfdb.rdheader(stem)
    except Exception as error:  # wfdb raises exceptions of many kinds on damaged files
        raise InputError(_explain_unreadable(stem, error)) from error
    _check_header(header, stem)
    # A header may leave a lead without a name.
    names = [name or f"signal {place}" for place, name in enumerate(header.sig_name)]
    name = next((name for name in preferred if name in names), names[0])
    channel = names.index(name)
    try:
        record = wfdb.rdrecord(stem, channels=[channel], physical=False)
        found = record.calc_checksum()[0]
        volts = record.dac()[:, 0]
    except Exception as error:  # as above
        raise InputError(_explain_unreadable(stem, error)) from error
    # wfdb averages the samples of a frame and fills the gaps of a skew: then no checksum can match.
    plain = set(header.samps_per_frame) == {1} and not any(header.skew)
    expected = header.checksum[channel]
    if plain and expected is not None and (found - expected) % 2**16:
        raise InputError(
            f"{stem}.dat: the samples of lead {name} add up to {found % 2**16}, {stem}.hea says "
            f"{expected % 2**16}: one of the two is damaged. Delete both and run again: the "
            "workflow fetches them."
        )
    if len(volts) != header.sig_len or not np.isfinite(volts).any():
        raise InputError(
            f"{stem}.dat has {np.isfinite(volts).sum()} samples of lead {name}, {stem}.hea says "
            f"{header.sig_len}. Leave the record out of the records table, or prefer another lead."
        )
    simulated = any(comment.startswith("SIMULATED") for comment in header.comments)
    factor = _millivolts(header.units[channel], name, stem)
    return Lead(volts * factor, name, float(header.fs), simulated)


def _explain_unreadable(stem, error):
    return (
        f"{stem}.hea/.dat cannot be read as a WFDB record ({type(error).__name__}: {error}). "
        "Delete both and run again: the workflow fetches them."
    )


def _check_header(header, stem):
    """Reject a header that does not describe one ECG in one signal file beside it."""
    problem = None
    own = f"{Path(stem).name}.dat"
    if not getattr(header, "sig_name", None):
        problem = "has no lead; records of several segments are not supported"
    elif strange := _find_strange_line(Path(f"{stem}.hea").read_bytes()):
        problem = (
            f"has characters other than printable ASCII in {strange!r}, such as \u00b5V for uV"
        )
    elif set(header.file_name) != {own}:
        others = sorted(set(header.file_name) - {own})
        problem = f"has its signals in {', '.join(others)}; expected {own}, beside it"
    elif not RATES[0] <= header.fs <= RATES[1]:
        problem = f"has a sampling rate of {header.fs} Hz; expected {RATES[0]} to {RATES[1]} Hz"
    elif not header.sig_len or header.sig_len < 0:
        problem = f"gives {header.sig_len} as its number of samples; expected 1 or more"
    if problem:
        raise InputError(
            f"{stem}.hea {problem}. Leave the record out of the records table, or delete the file "
            "and run again if it is damaged."
        )


def _find_strange_line(content):
    """Find the first line, apart from comments, in which wfdb would ignore characters."""
    lines = content.replace(b"\r", b"\n").split(b"\n")
    plain = set(b"\t" + bytes(range(32, 127)))
    return next((line for line in lines if not line.startswith(b"#") and set(line) - plain), None)


def _millivolts(unit, name, stem):
    if str(unit).lower() not in MILLIVOLTS:
        raise InputError(
            f"{stem}.hea: the unit of lead {name} is {unit}; expected mV, uV or V. Prefer another "
            "lead in the database's description, or leave the record out of the records table."
        )
    return MILLIVOLTS[unit.lower()]


def read_beat_annotations(stem, annotator, classes, sampling_rate):
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

    Returns
    -------
    samples : ndarray of int64, shape (n,)
        Sample of each beat's annotation in the signal, ascending.
    symbols : ndarray of str, shape (n,)
        WFDB symbols of the beats.

    Raises
    ------
    InputError
        If the file cannot be read, or its annotations are not in the order of time.
    """
    samples, symbols = read_annotations(stem, annotator, sampling_rate)
    is_beat = classify_symbols(symbols, classes) != ""
    return samples[is_beat], symbols[is_beat]


def read_annotations(stem, annotator, sampling_rate):
    """Read all annotations of a record.

    Parameters
    ----------
    stem : str
        Path of the record without suffix.
    annotator : str
        Suffix of the annotation file.
    sampling_rate : float
        Hz, of the signal.

    Returns
    -------
    samples : ndarray of int64, shape (n,)
        Sample of each annotation in the signal, ascending.
    symbols : ndarray of str, shape (n,)
        WFDB symbols, also of what is no beat.

    Raises
    ------
    InputError
        As for `read_beat_annotations`.
    """
    path = Path(f"{stem}.{annotator}")
    try:
        samples, symbols = _read_annotations(stem, annotator, sampling_rate)
    except Exception as error:  # as above
        raise InputError(
            f"{path} cannot be read as WFDB annotations ({type(error).__name__}: {error}). "
            "Delete it and run again: the workflow fetches it. Or leave the record out of the "
            "records table."
        ) from error
    back = np.flatnonzero(np.diff(samples) < 0)
    if back.size:
        raise InputError(
            f"{path}: annotation {back[0] + 2} is at sample {samples[back[0] + 1]}, the one before "
            f"it at {samples[back[0]]}; expected ascending samples. Delete it and run again: the "
            "workflow fetches it. Or leave the record out of the records table."
        )
    return samples, symbols


def _read_annotations(stem, annotator, sampling_rate):
    """Read the samples at `sampling_rate` (Hz) and the symbols of all annotations."""
    stated = _find_time_resolution(Path(f"{stem}.{annotator}").read_bytes())
    annotation = wfdb.rdann(stem, annotator)
    if stated not in (None, annotation.fs):
        raise ValueError(f"its time resolution, {stated} Hz, is not among its first notes")
    resolution = float(stated or sampling_rate)
    samples = np.round(np.asarray(annotation.sample, dtype=float) * sampling_rate / resolution)
    symbols = np.array(annotation.symbol, dtype="U1")
    return samples.astype(np.int64), symbols


def _find_time_resolution(content):
    """Return the sampling rate (Hz) that the notes of an annotation file define, or None."""
    definitions = [note for note in _read_notes(content) if note.startswith(b"## ")]
    resolutions = [TIME_RESOLUTION.fullmatch(note) for note in definitions]
    if len(resolutions) > 1 or not all(resolutions):
        raise ValueError(f"its notes define {definitions}; expected one time resolution at most")
    return float(resolutions[0][1]) if resolutions else None


def _read_notes(content):
    """List the notes in an annotation file."""
    # The format is that of `annot(5)` in the WFDB Applications Guide: little-endian words of 16
    # bits with a code and an interval or length. A word of 0 is the end mark.
    place, notes = 0, []
    while place + 2 <= len(content):
        word = int.from_bytes(content[place : place + 2], "little")
        place += 2
        if not word:
            return notes
        code, length = divmod(word, 1024)
        if code == SKIP:
            place += 4
        elif code == NOTE:
            notes.append(content[place : place + length])
            place += length + length % 2
    raise ValueError("it has no end mark: it was cut short")
