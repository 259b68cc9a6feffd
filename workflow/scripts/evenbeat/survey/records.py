"""What a folder of WFDB records holds, read with the functions of the workflow."""

import contextlib
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.data.beat_annotations import read_beat_annotations
from evenbeat.data.records_table import LONGEST
from evenbeat.data.wfdb_annotations import read_annotation_file
from evenbeat.data.wfdb_header import read_header
from evenbeat.data.wfdb_records import BLOCKS, count_samples, read_lead
from evenbeat.runtime.errors import InputError
from evenbeat.signal.filters import filter_lead
from evenbeat.survey.leads import list_possible
from evenbeat.survey.remedies import reword_error

# The symbols of each AAMI class in all databases whose configuration comes with the workflow.
SYMBOLS = {
    "N": ("N", "L", "R", "B", "e", "j", "n"),
    "S": ("A", "a", "J", "S"),
    "V": ("V", "E", "r"),
    "F": ("F",),
    "Q": ("/", "f", "Q"),
}
NAME = re.compile(f"[A-Za-z0-9_-]{{1,{LONGEST}}}")
ANNOTATOR = re.compile("[A-Za-z0-9_]+")
NO_ANNOTATOR = {"hea", "dat"}


@dataclass
class Header:
    """What a record's header says, and the suffixes of the files beside it.

    Attributes
    ----------
    name : str
    stem : str
        Path of the record without suffix.
    leads, units, comments : tuple of str
    frame_rate : float
        Hz of the annotations, unless their file gives another rate.
    seconds : float or None
        None if neither the header nor the size of a signal file gives it.
    suffixes : tuple of str
        Suffixes of files that may be annotations.
    """

    name: str
    stem: str
    leads: tuple = ()
    units: tuple = ()
    comments: tuple = ()
    frame_rate: float = 0.0
    seconds: float | None = None
    suffixes: tuple = ()


@dataclass
class Record:
    """What the workflow finds in a record.

    Attributes
    ----------
    header : Header
    problem : str
        Why the workflow cannot use it; empty if it can.
    lead : str
        The lead that is used.
    sampling_rate, seconds : float
        Of this lead, in Hz and s.
    symbols : Counter
        Symbols of all annotations.
    beats : Counter
        Beats with a complete window, by AAMI class.
    lost : int
        Beats without a complete window: at the ends of the record and at gaps.
    """

    header: Header
    problem: str = ""
    lead: str = ""
    sampling_rate: float = 0.0
    seconds: float = 0.0
    symbols: Counter = field(default_factory=Counter)
    beats: Counter = field(default_factory=Counter)
    lost: int = 0


def read_headers(folder):
    """Read the headers of all records in a folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    headers : list of Header
        Sorted by name.
    problems : dict of str to str
        Why the other records cannot be used, by name.

    Raises
    ------
    InputError
        If the folder has no header.
    """
    paths = sorted(folder.glob("*.hea")) if folder.is_dir() else []
    if not paths:
        below = sorted(folder.glob("*/*.hea")) if folder.is_dir() else []
        hint = f" There are some in {below[0].parent}: give that folder." if below else ""
        raise InputError(
            f"{folder} has no WFDB record; expected a folder with header files, <record>.hea.{hint}"
        )
    signals = _list_signal_files(paths)
    headers, problems = [], {}
    for path in paths:
        if not NAME.fullmatch(path.stem):
            problems[path.stem] = f"expected a name of at most {LONGEST} letters, digits, - and _"
            continue
        try:
            headers.append(_read_header(path, signals))
        except InputError as error:
            problems[path.stem] = f"its header cannot be read ({reword_error(error)})"
    return headers, problems


def _list_signal_files(paths):
    """List what may be a signal file: the first word of each line of the headers."""
    files = set()
    for path in paths:
        with contextlib.suppress(OSError):  # `read_header` reports it
            lines = [line.split() for line in path.read_bytes().splitlines()]
            files |= {words[0].decode("latin-1") for words in lines if words}
    return files


def _read_header(path, signal_files):
    stem = str(path.with_suffix(""))
    found = read_header(path)
    beside = [file for file in path.parent.glob(f"{path.stem}.*") if file.name not in signal_files]
    suffixes = {file.suffix[1:] for file in beside if file.stem == path.stem and file.is_file()}
    return Header(
        path.stem,
        stem,
        leads=tuple(signal.name for signal in found.signals),
        units=tuple(signal.unit for signal in found.signals),
        comments=tuple(found.comments),
        frame_rate=found.frame_rate,
        seconds=_measure_seconds(path, found),
        suffixes=tuple(sorted(s for s in suffixes - NO_ANNOTATOR if ANNOTATOR.fullmatch(s))),
    )


def _measure_seconds(path, found):
    """Take the length of a record from its header, else from the size of its signal file."""
    if found.frames:
        return found.frames / found.frame_rate
    first = found.signals[0]
    file = path.parent / first.file_name
    if first.fmt not in BLOCKS or not file.is_file():
        return None
    samples = count_samples(file.stat().st_size - first.byte_offset, first.fmt)
    in_frame = sum(signal.samples_per_frame for signal in found.of_file(first.file_name))
    return samples / in_frame / found.frame_rate


def count_symbols(header, annotator):
    """Count the symbols of a record's annotations.

    Parameters
    ----------
    header : Header
    annotator : str
        Suffix of the annotation file.

    Returns
    -------
    Counter
        Empty if the file holds no annotations.
    """
    try:
        file = read_annotation_file(f"{header.stem}.{annotator}")
    except (OSError, ValueError):
        return Counter()
    return Counter(file.symbols[one.code] for one in file.annotations)


def survey_record(header, annotator, leads, settings):
    """Filter and segment a record, as the workflow will, and count its beats.

    Parameters
    ----------
    header : Header
    annotator : str
    leads : sequence of str
        In the order of preference.
    settings : dict
        The configuration's `signal` and `beats`.

    Returns
    -------
    Record
    """
    record = Record(header)
    try:
        _count_beats(record, annotator, leads, settings["signal"], settings["beats"])
    except InputError as error:
        record.problem = reword_error(error)
    return record


def _explain_leads(header):
    found = zip(header.leads, header.units, strict=True)
    return (
        f"{header.stem}.hea has no lead that can be an ECG; its signals are "
        f"{', '.join(f'{lead} ({unit})' for lead, unit in found)}. Expected one in mV, uV or V "
        "whose name is not that of another signal."
    )


def _count_beats(record, annotator, leads, signal, options):
    header, wanted = record.header, signal["sampling_rate"]
    if annotator not in header.suffixes:
        raise InputError(f"there is no {header.name}.{annotator} beside its header")
    if not list_possible(header):
        raise InputError(_explain_leads(header))
    lead = read_lead(header.stem, leads)
    record.lead, record.sampling_rate = lead.name, lead.sampling_rate
    record.seconds = len(lead.signal) / lead.sampling_rate
    record.symbols = count_symbols(header, annotator)
    annotated = read_beat_annotations(
        header.stem, annotator, SYMBOLS, lead.sampling_rate, lead.frame_rate
    )
    if not len(annotated.samples):
        raise InputError(f"{Path(header.stem).name}.{annotator} has no annotated beat")
    name = signal["filter"]
    ecg = filter_lead(lead.signal, lead.sampling_rate, wanted, name, signal["filters"][name])
    identity = {"record": header.name, "patient": "", "source": f"{header.stem}.{annotator}"}
    beats, _ = tabulate_beats(
        ecg.astype(np.float32),
        rates=(wanted, lead.sampling_rate),
        annotated=(annotated.samples, annotated.symbols),
        identity=identity,
        classes=SYMBOLS,
        options=options,
    )
    record.beats = Counter(beats["label"].tolist())
    record.lost = len(annotated.samples) - len(beats["label"])
