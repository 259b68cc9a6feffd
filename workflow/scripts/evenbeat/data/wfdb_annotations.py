"""WFDB annotation files, read strictly.

The format is that of `annot(5)` in the WFDB Applications Guide: little-endian words of 16 bits, 6
for a code and 10 for an interval or a value. A word of 0 is the end mark.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from wfdb.io.annotation import ann_labels

# Codes that are not annotations: an interval, or a field of the annotation before them.
SKIP, NUM, SUB, CHANNEL, NOTE_TEXT = 59, 60, 61, 62, 63
COMMENT = 22
SYMBOLS = {label.label_store: label.symbol for label in ann_labels}

RESOLUTION = re.compile(r"## time resolution: (\d+\.?\d*(?:[eE][+-]?\d+)?)", re.ASCII)
CUSTOM = re.compile(r"(\d{1,2}) ([!-~\xa1-\xff]+)(?: .*)?", re.ASCII | re.DOTALL)
BEGIN, END = "## annotation type definitions", "## end of definitions"

# The beginning of a file in the format of the AHA database, as the WFDB library recognises it.
AHA = re.compile(rb"\0[NVFEPQORU]")


@dataclass(frozen=True)
class Annotation:
    """One annotation.

    Attributes
    ----------
    time : int
        In units of the file's time resolution.
    code, channel : int
    note : str
    """

    time: int
    code: int
    channel: int
    note: str = ""


@dataclass(frozen=True)
class AnnotationFile:
    """The content of an annotation file.

    Attributes
    ----------
    annotations : list of Annotation
        Without the definitions at the beginning.
    resolution : float or None
        Hz of the annotations' times; None if the file does not say it.
    symbols : dict of int to str
        Symbol of each code. For a code without a symbol, the code in brackets, as in `[42]`.
    """

    annotations: list
    resolution: float | None
    symbols: dict


def read_annotation_file(path):
    """Read a WFDB annotation file.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    AnnotationFile

    Raises
    ------
    OSError
        If it cannot be read.
    ValueError
        If it is not in the format.
    """
    content = Path(path).read_bytes()
    if AHA.match(content):
        raise ValueError("it is in the format of the AHA database; expected the MIT format")
    annotations = _parse(content)
    resolution, custom, length = _read_definitions(annotations)
    later = [one.note for one in annotations[length:] if one.note.startswith("## ")]
    if later:
        raise ValueError(
            f"its definition {later[0][:80]!r} comes after the first annotations; expected all "
            "definitions at the beginning"
        )
    symbols = {code: f"[{code}]" for code in range(1, SKIP)} | SYMBOLS | custom
    return AnnotationFile([one for one in annotations[length:] if one.code], resolution, symbols)


def _parse(content):
    """List the annotations of a file in their order."""
    place, time, channel, found = 0, 0, 0, []
    while place + 2 <= len(content):
        code, value = divmod(int.from_bytes(content[place : place + 2], "little"), 1024)
        place += 2
        if not code and not value:
            return found
        if code == SKIP:
            if value:
                raise ValueError(
                    f"the long interval at byte {place - 2} has the value {value}; expected 0"
                )
            time += _read_long(content[place : place + 4])
            place += 4
        elif code < SKIP:
            time += value
            found.append(Annotation(time, code, channel))
        elif not found:
            raise ValueError(f"it begins with code {code}; expected an annotation first")
        elif code == CHANNEL:
            channel = value
            found[-1] = replace(found[-1], channel=channel)
        elif code == NOTE_TEXT:
            note = content[place : place + value].rstrip(b"\0").decode("latin-1")
            found[-1] = replace(found[-1], note=note)
            place += value + value % 2
    raise ValueError("it has no end mark: it was cut short")


def _read_long(content):
    """Read a signed integer of 32 bits, whose high word is first."""
    return int.from_bytes(content[2:] + content[:2], "little", signed=True)


def _read_definitions(annotations):
    """Read the comments at the beginning: time resolution, custom symbols, and their number."""
    resolution, symbols, length, inside = None, {}, 0, False
    for one in annotations:
        if one.code != COMMENT or one.time or not (inside or one.note.startswith("## ")):
            break
        length += 1
        if inside and (match := CUSTOM.fullmatch(one.note)) and 0 < int(match[1]) < SKIP:
            symbols[int(match[1])] = match[2]
        elif inside and one.note == END:
            inside = False
        elif not inside and one.note == BEGIN:
            inside = True
        elif resolution is None and not inside and (match := RESOLUTION.fullmatch(one.note)):
            resolution = float(match[1])
        else:
            raise ValueError(
                f"its note {length} is {one.note[:80]!r}; expected at most one time resolution, "
                "and custom symbols between the beginning and the end of definitions"
            )
    if inside or (resolution is not None and not 0 < resolution < float("inf")):
        raise ValueError(
            "its definitions have no end" if inside else "its time resolution is not positive"
        )
    return resolution, symbols, length
