"""WFDB headers, read strictly: a field that is not as in the specification is an error.

The format is that of `header(5)` in the WFDB Applications Guide.
"""

import math
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from evenbeat.runtime.errors import InputError

# What to do about an error in a file whose checksum is the expected one.
REMEDY = (
    "The file is the same as in its database, so fetching it again changes nothing: leave the "
    "record out of the records table, or correct the file at its source and update the checksum "
    "list"
)
DEFAULT_RATE = 250.0  # Hz
DEFAULT_GAIN = 200.0  # steps per unit
FORMATS = ("0", "8", "16", "24", "32", "61", "80", "160", "212", "310", "311", "508", "516", "524")

_INTEGER = r"[+-]?\d{1,15}"
_FLOAT = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
RECORD = re.compile(r"[^/]+(?:/(\d+))?", re.ASCII)
RATE = re.compile(rf"({_FLOAT})(?:/{_FLOAT}(?:\({_FLOAT}\))?)?", re.ASCII)
FORMAT = re.compile(r"(\d+)(?:x(\d{1,6}))?(?::(\d{1,9}))?(?:\+(\d{1,15}))?", re.ASCII)
GAIN = re.compile(rf"({_FLOAT})(?:\(({_INTEGER})\))?(?:/(\S+))?", re.ASCII)
COUNT = re.compile(r"\d{1,15}", re.ASCII)
INTEGER = re.compile(_INTEGER, re.ASCII)
FLOAT = re.compile(_FLOAT, re.ASCII)


@dataclass(frozen=True)
class Signal:
    """One signal specification line.

    Attributes
    ----------
    line : int
        Its number in the file, from 1.
    file_name, fmt : str
    samples_per_frame, skew, byte_offset : int
        `skew` in samples of the signal.
    gain : float
        Steps per unit.
    baseline : int
    unit : str
    initial_value : int
    checksum : int or None
    name : str
    """

    line: int
    file_name: str
    fmt: str
    samples_per_frame: int
    skew: int
    byte_offset: int
    gain: float
    baseline: int
    unit: str
    initial_value: int
    checksum: int | None
    name: str


@dataclass(frozen=True)
class Header:
    """A header of a record of one segment.

    Attributes
    ----------
    frame_rate : float
        Hz.
    frames : int or None
        None if the header does not give the number.
    signals : list of Signal
    comments : list of str
    """

    frame_rate: float
    frames: int | None
    signals: list
    comments: list

    def find_lead(self, preferred):
        """Find the lead to use: the first preferred lead that the record has, or its first lead.

        Parameters
        ----------
        preferred : sequence of str

        Returns
        -------
        Signal
        """
        of_name = {signal.name: signal for signal in reversed(self.signals)}
        return next((of_name[name] for name in preferred if name in of_name), self.signals[0])

    def of_file(self, file_name):
        """List the signals in a signal file.

        Parameters
        ----------
        file_name : str

        Returns
        -------
        list of Signal
        """
        return [signal for signal in self.signals if signal.file_name == file_name]


def read_header(path):
    """Read a WFDB header.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Header

    Raises
    ------
    InputError
        If it cannot be read, describes no signal or several segments, or has a field that is not as
        in the specification.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error}. {REMEDY}.") from error
    lines, comments = _part_lines(path, content)
    if not lines:
        raise InputError(f"{path} has no record line; expected a WFDB header. {REMEDY}.")
    number, words = lines[0][0], lines[0][1].split()
    count, rate, frames = _parse_record_line(path, number, words)
    if count != len(lines) - 1:
        raise InputError(
            f"{path}, line {number}: the number of signals is {count}, but {len(lines) - 1} signal "
            f"lines follow; expected {count}. {REMEDY}."
        )
    signals = [
        _parse_signal_line(path, *line, name=f"signal {place}")
        for place, line in enumerate(lines[1:])
    ]
    _check_groups(path, signals)
    return Header(rate, frames, signals, comments)


def _decode(comment):
    """Decode a comment; a letter that is only replaced would make two names of patients one."""
    try:
        return comment.decode("utf-8")
    except UnicodeDecodeError:
        return comment.decode("latin-1")


def _part_lines(path, content):
    """Separate the comments of a header from its other lines, which keep their numbers."""
    lines, comments = [], []
    plain = set(b"\t" + bytes(range(32, 127)))
    for number, line in enumerate(content.split(b"\n"), start=1):
        stripped = line.removesuffix(b"\r").strip(b" \t")
        if stripped.startswith(b"#"):
            comments.append(_decode(stripped).strip(" \t#"))
        elif set(stripped) - plain:
            raise InputError(
                f"{path}, line {number}, has characters other than printable ASCII in "
                f"{stripped[:80]!r}; expected, for example, uV instead of \u00b5V, no byte-order "
                f"mark, and a newline after each line. {REMEDY}."
            )
        elif stripped:
            lines.append((number, stripped.decode("ascii")))
    return lines, comments


def _parse_record_line(path, number, words):
    """Read the number of signals, the frame rate, and the number of frames or None."""
    # A time and a date may follow; they are not needed.
    words = [*words[:4], *[None] * (4 - len(words))]
    parse = _Parser(path, number)
    own = Path(path).stem
    if words[0].split("/")[0] != own:
        parse.refuse("record's name", words[0], f"{own}, as in the name of the file")
    if segments := parse.match("record's name", words[0], RECORD, "a name without slash")[1]:
        raise InputError(
            f"{path}, line {number}: the record has {segments} segments; expected a record of one "
            f"segment. List its segments as records in the records table. {REMEDY}."
        )
    signals = int(parse.match("number of signals", words[1], COUNT, "an integer")[0])
    if not signals:
        raise InputError(
            f"{path}, line {number}: the record has no signal; expected at least one. {REMEDY}."
        )
    rate = DEFAULT_RATE
    if words[2] is not None:
        rate = float(parse.match("sampling rate", words[2], RATE, "a number of Hz")[1])
        if not 0 < rate < math.inf:
            parse.refuse("sampling rate", words[2], "a positive number of Hz")
    frames = parse.optional("number of samples", words[3], COUNT, "an integer")
    return signals, rate, int(frames or 0) or None


def _parse_signal_line(path, number, line, name):
    """Read a signal specification line; `name` is for a signal without one."""
    words = re.split(r"[ \t]+", line, maxsplit=8)
    words += [None] * (9 - len(words))
    parse = _Parser(path, number)
    layout = parse.match("format", words[1], FORMAT, "as in 212 or 16x4:2+24")
    if layout[1] not in FORMATS or (layout[2] and int(layout[2]) < 1):
        parse.refuse("format", words[1], f"one of {', '.join(FORMATS[1:])}, as in 212 or 16x4:2+24")
    gain, baseline, unit = None, None, None
    if words[2] is not None:
        gain, baseline, unit = parse.match("gain", words[2], GAIN, "as in 200(1024)/mV").groups()
        if not math.isfinite(float(gain)):
            parse.refuse("gain", words[2], "a finite number")
    parse.optional("resolution", words[3], INTEGER, "an integer")
    zero = int(parse.optional("zero of the ADC", words[4], INTEGER, "an integer") or 0)
    initial = parse.optional("initial value", words[5], INTEGER, "an integer")
    checksum = parse.optional("checksum", words[6], INTEGER, "an integer")
    parse.optional("block size", words[7], INTEGER, "an integer")
    return Signal(
        line=number,
        file_name=words[0],
        fmt=layout[1],
        samples_per_frame=int(layout[2] or 1),
        skew=int(layout[3] or 0),
        byte_offset=int(layout[4] or 0),
        gain=float(gain or 0) or DEFAULT_GAIN,
        baseline=zero if baseline is None else int(baseline),
        unit=unit or "mV",
        initial_value=zero if initial is None else int(initial),
        checksum=None if checksum is None else int(checksum),
        name=words[8] or name,
    )


@dataclass(frozen=True)
class _Parser:
    """A line of a header, for the error message."""

    path: str
    number: int

    def match(self, field, word, pattern, expected):
        """Match a required field."""
        return pattern.fullmatch(word or "") or self.refuse(field, word, expected)

    def optional(self, field, word, pattern, expected):
        """Match an optional field; return its text, or None if it is missing."""
        return None if word is None else self.match(field, word, pattern, expected)[0]

    def refuse(self, field, word, expected):
        """Raise the error for a field that does not match."""
        found = "missing" if word is None else repr(word[:80])
        raise InputError(
            f"{self.path}, line {self.number}: the {field} is {found}; expected {expected}. "
            f"{REMEDY}."
        )


def _check_groups(path, signals):
    """Check that the lines of a file's signals follow each other, with one format and offset."""
    groups = [
        (name, list(group)) for name, group in groupby(signals, lambda signal: signal.file_name)
    ]
    seen = set()
    for name, group in groups:
        layouts = {(signal.fmt, signal.byte_offset) for signal in group}
        if name != "~" and (name in seen or len(layouts) > 1):
            raise InputError(
                f"{path}, line {group[0].line}: the lines of the signals in {name} are apart, or "
                "their formats or offsets differ; expected consecutive lines with one format and "
                f"one offset. {REMEDY}."
            )
        seen.add(name)
