"""The choice of an annotator: which files beside the headers are annotations of beats."""

from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from evenbeat.data.beat_annotations import SAME_BEAT, count_close_beats
from evenbeat.data.wfdb_annotations import NOTE_TEXT, SKIP, read_annotation_file
from evenbeat.runtime.errors import InputError
from evenbeat.survey.records import SYMBOLS

BEATS = {symbol for of_class in SYMBOLS.values() for symbol in of_class}
TRIED = 5  # files with beats that are read to choose an annotator
SHOWN = 3  # suffixes that an error explains
# More than annotations of beats can have: nine waves of each of three beats a second, and their
# notes. A signal has more samples than that.
BYTES, FURTHER_BYTES = 200, 64 * 1024  # a second; for notes and definitions
ANNOTATIONS, FURTHER_ANNOTATIONS = 50, 100  # a second; for definitions
DAY = 24 * 60 * 60  # s; for a record of unknown length
LARGEST_CODE = 49  # no annotation has a larger one


def choose_annotator(headers, wanted=None):
    """Choose the annotator with most beat classes, and among equals the one with most records.

    Parameters
    ----------
    headers : sequence of evenbeat.survey.records.Header
    wanted : str, optional
        The user's choice.

    Returns
    -------
    annotator : str
    found : dict of str to int
        Number of records with each suffix that has beats.

    Raises
    ------
    InputError
        If no record has annotated beats, or none has the wanted suffix.
    """
    records = Counter(suffix for header in headers for suffix in header.suffixes)
    classes, refused = {}, {}
    for suffix in sorted(records):
        classes[suffix], refused[suffix] = _count_classes(headers, suffix)
    found = {suffix: records[suffix] for suffix in classes if classes[suffix]}
    if not found or (wanted and wanted not in found):
        raise InputError(_explain_choice(found, refused, records, wanted))
    ranked = sorted(found, key=lambda suffix: (-classes[suffix], -found[suffix], suffix != "atr"))
    return wanted or ranked[0], found


def _count_classes(headers, suffix):
    """Count the beat classes in the first few files with beats, and say why the first has none."""
    symbols, refused = [], ""
    for header in [header for header in headers if suffix in header.suffixes]:
        path = Path(f"{header.stem}.{suffix}")
        try:
            of_file = read_symbols(path, header.frame_rate, header.seconds) & BEATS
        except (OSError, ValueError) as error:
            refused = refused or f"{path.name}: {error}"
        else:
            symbols += [of_file] if of_file else []
            refused = refused or f"{path.name} annotates no beat"
        if len(symbols) == TRIED:
            break
    found = set().union(*symbols)
    return sum(bool(found & set(of_class)) for of_class in SYMBOLS.values()), refused


def _explain_choice(found, refused, records, wanted):
    """Say which files were found, and why they are no annotations of beats."""
    file = f"<record>.{wanted or '<annotator>'}"
    have = ", ".join(found) or "none"
    likely = sorted(refused, key=lambda suffix: (suffix != "atr", -records[suffix]))
    asked = [wanted] if wanted else likely[:SHOWN]
    why = [
        f"{records[suffix]} files <record>.{suffix} are not taken for annotations of beats; the "
        f"first is {refused[suffix]}."
        for suffix in asked
        if suffix in refused
    ]
    return " ".join(
        [
            f"no record has annotated beats in a file {file}; annotators with beats: {have}.",
            *why,
            "The workflow needs annotations of the beats' classes. Expected files in the MIT "
            "format beside the headers.",
        ]
    )


def read_symbols(path, frame_rate, seconds):
    """Read which symbols an annotation file has, and refuse a file that is something else.

    Much content of other kinds can be read as annotations. So a file also needs the end mark at
    its end, known codes, times in order and inside the record, and not more annotations than a
    heart can cause.

    Parameters
    ----------
    path : Path
    frame_rate : float
        Hz of the annotations, if the file does not say it.
    seconds : float or None
        Length of the record, if it is known.

    Returns
    -------
    set of str

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it does not hold annotations of this record.
    """
    longest = DAY if seconds is None else seconds
    _check_size(path, longest)
    content = path.read_bytes()
    end = _find_end(content, longest)
    file = read_annotation_file(path)
    if content[end:].strip(b"\0"):
        raise ValueError(f"{len(content) - end} bytes follow the end mark; expected none")
    _check_annotations(file, file.resolution or frame_rate, seconds)
    return {file.symbols[one.code] for one in file.annotations}


def _check_size(path, seconds):
    """Refuse a large file without reading it."""
    size = path.stat().st_size
    if size > FURTHER_BYTES + BYTES * seconds:
        raise ValueError(f"{size} bytes are too many for annotations of {seconds:.0f} s")


def _find_end(content, seconds):
    """Find the place after the end mark, without an object for each annotation."""
    place, found = 0, 0
    most = FURTHER_ANNOTATIONS + ANNOTATIONS * seconds
    while place + 2 <= len(content):
        code, value = divmod(int.from_bytes(content[place : place + 2], "little"), 1024)
        place += 2
        if not code and not value:
            break
        if code == SKIP:
            place += 4
        elif code == NOTE_TEXT:
            place += value + value % 2
        found += code < SKIP
        if found > most:
            raise ValueError(f"more than {most:.0f} annotations are too many for {seconds:.0f} s")
    return place


def _check_annotations(file, rate, seconds):
    """Refuse unknown codes, times out of order, and times of which most are outside the record."""
    times = [one.time for one in file.annotations]
    largest = max((one.code for one in file.annotations), default=0)
    if largest > LARGEST_CODE:
        raise ValueError(f"code {largest} is no annotation; expected 1 to {LARGEST_CODE}")
    if times != sorted(times):
        raise ValueError("its times go back; expected them in order")
    end = float("inf") if seconds is None else seconds * rate
    outside = sum(not 0 <= time <= end for time in times)
    if 2 * outside > len(times):
        raise ValueError(
            f"{outside} of {len(times)} annotations are before or after the record; expected them "
            "inside"
        )
    _check_beats(file, rate)


def _check_beats(file, rate):
    """Refuse beats of which most follow the one before faster than a heart can beat."""
    times = defaultdict(list)
    for one in file.annotations:
        if file.symbols[one.code] in BEATS:
            times[one.channel].append(one.time)
    beats = sum(len(of_channel) for of_channel in times.values())
    close = sum(count_close_beats(np.array(of_channel), rate) for of_channel in times.values())
    if 2 * close > beats:
        raise ValueError(
            f"{close} of {beats} beats are less than {SAME_BEAT:g} s after the beat before; "
            "expected longer intervals"
        )
