"""What is read of a WFDB file is what the specification says, or it is refused.

20,400 files: FUZZ_TIMES=17 .venv/bin/python -m pytest tests/fuzz/test_wfdb_specification.py -s
"""

from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
import wfdb_specification as specification
from evenbeat.data.beat_annotations import read_beat_annotations
from evenbeat.data.wfdb_annotations import read_annotation_file
from evenbeat.data.wfdb_records import read_lead
from hypothesis import strategies as st

from fuzz.inputs import damaged, fuzz, refused

BLANKS = st.sampled_from([" ", " ", " ", "\t", "  ", " \t "])
RATES = ["360", "3.6e2", "360.", "128", "15.5", "250.0", "1E2/10(-5)", "360/12.5", "+90", "5000e-1"]
GAINS = ["200", "2.0E2", "0", "-100", ".5", "1e3", "1000.", "+200"]
BASELINES = ["", "", "(0)", "(1024)", "(-7)", "(+5)"]
UNITS = ["", "/mV", "/uV", "/V", "/MV", "/mmHg", "/%", "/n/a"]
DATES = ["", "", " 13:05:00", " 13:5:0 01/02/2020", " 2006", " 1/1/199", " 05-Feb-2020 11:39:16"]
ALPHABET = '0123456789.+-:/()xeE mV\t#~\n\r"a'


@st.composite
def records(draw):
    """Give a legal header, and the signal files that it names."""
    lines, files, sums = [], {}, []
    frames = draw(st.integers(1, 12))
    names = draw(st.lists(st.sampled_from(["x.dat", "y.mat", "z"]), min_size=1, unique=True))
    for name in names:
        fmt = draw(st.sampled_from(sorted(specification.BITS)))
        offset = draw(st.sampled_from([0, 0, 0, 24, 7]))
        spf = draw(st.lists(st.sampled_from([1, 1, 1, 2, 4, 7]), min_size=1, max_size=3))
        # Enough for each format, and sometimes more than the header says.
        size = offset + 4 * frames * sum(spf) + draw(st.integers(0, 9))
        files[name] = draw(st.binary(min_size=size, max_size=size))
        for number in spf:
            layout = fmt + (f"x{number}" if number > 1 or draw(st.booleans()) else "")
            layout += draw(st.sampled_from(["", "", "", ":0", ":1", ":3"]))
            layout += f"+{offset}" if offset else ""
            lines.append([name, layout, *draw(fields())])
    stated = draw(st.sampled_from([frames, frames, frames, 0, None]))
    record = ["x", str(len(lines))]
    if stated is not None or draw(st.booleans()):
        record.append(draw(st.sampled_from(RATES)))
    if stated is not None:
        record.append(str(stated) + draw(st.sampled_from(DATES)))
    # The true sums, of files that the specification reads.
    for place, sums in enumerate(true_sums(lines, files, frames)):
        if len(lines[place]) > 6 and draw(st.integers(0, 9)):
            lines[place][6] = str(draw(st.sampled_from([sums, sums % 65536, sums % 65536 - 65536])))
    return assemble(draw, [record, *lines]), files


@st.composite
def fields(draw):
    """Give the fields from the gain on, as many as there are."""
    gain = draw(st.sampled_from(GAINS)) + draw(st.sampled_from(BASELINES))
    gain += draw(st.sampled_from(UNITS[:2] * 4 + UNITS))
    numbers = [draw(st.integers(-200, 200)) for _ in range(5)]
    name = draw(st.sampled_from(["MLII", "V5", "ECG lead II", "#2"]))
    found = [gain, *map(str, numbers), name]
    return found[: draw(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7]))]


def true_sums(lines, files, frames):
    signals = [specification.parse_signal(" ".join(line), 0) for line in lines]
    for name, content in files.items():
        own = [one for one in signals if one["file"] == name]
        yield from map(sum, specification.digital(own, frames, content)[1])


def assemble(draw, lines):
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = []
    for line in lines:
        words = line[0]
        for word in line[1:]:
            words += draw(BLANKS) + word
        text.append(draw(st.sampled_from(["", "", " ", "\t"])) + words)
        text += draw(st.sampled_from([[], [], [], [""], ["# a comment"], [" #Ä"]]))
    return (end.join(text) + end).encode()


@st.composite
def edited(draw, content):
    """Give a header with a few characters put in, cut out or exchanged."""
    text = content.decode("latin-1")
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text)))
        length = draw(st.sampled_from([0, 0, 1, 1, 2]))
        piece = draw(st.text(st.sampled_from(ALPHABET), max_size=2))
        text = text[:place] + piece + text[place + length :]
    return text.encode("latin-1")


def specified(function, *arguments):
    try:
        return function(*arguments)
    except specification.IllegalError:
        return None


def compare_lead(folder, header, files, counts):
    """Compare what is read with the specification; tell whether anything is."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    path = folder / "x.hea"
    path.write_bytes(header)
    wanted = specified(specification.read_lead, header, files, ["MLII"])
    counts["legal" if wanted else "illegal"] += 1
    if refused(folder, read_lead, str(folder / "x"), ["MLII"]):
        counts["legal, refused" if wanted else "illegal, refused"] += 1
        return False
    assert wanted is not None
    found = read_lead(str(folder / "x"), ["MLII"])
    rate, frame_rate, name, volts = wanted
    assert (found.sampling_rate, found.frame_rate, found.name) == (rate, frame_rate, name)
    assert np.allclose(found.signal, volts, rtol=1e-12, atol=0, equal_nan=True)
    return True


@pytest.fixture
def counts(request, capsys):
    found = Counter()
    yield found
    with capsys.disabled():
        print(f" {request.node.name}: {dict(found)}")


def in_reach(header, files):
    """Tell whether a legal header is of an ECG: its rate, and a unit of voltage."""
    wanted = specified(specification.read_lead, header, files, ["MLII"])
    return wanted is not None and 50 <= wanted[0] <= 100_000


def test_legal_headers_are_read_as_the_specification_says(tmp_path, counts):
    @fuzz(300, record=records())
    def check(record):
        header, files = record
        assert compare_lead(tmp_path, header, files, counts) == in_reach(header, files)

    check()
    assert counts["legal"] > 2 * counts["illegal"]


def test_edited_headers_are_read_as_the_specification_says_or_refused(tmp_path, counts):
    strategy = records().flatmap(lambda one: st.tuples(edited(one[0]), st.just(one[1])))

    @fuzz(300, record=strategy)
    def check(record):
        compare_lead(tmp_path, *record, counts)

    check()
    assert counts["illegal, refused"] > 20
    assert counts["legal"] > counts["legal, refused"] + 20


CLASSES = {"N": ["N", "L", "[42]"], "V": ["V", "Rx"]}


def word(code, value=0):
    return (code << 10 | value).to_bytes(2, "little")


def note(text):
    return word(63, len(text)) + text + b"\0" * (len(text) % 2)


def long_interval(value):
    raw = value.to_bytes(4, "little", signed=True)
    return word(59) + raw[2:] + raw[:2]


TIME = [b"## time resolution: %s" % rate for rate in (b"360", b"90", b"128.5", b"2.5e2")]
CUSTOM = [b"## annotation type definitions", b"42 Rx ours", b"15 o", b"## end of definitions"]
MARKED = st.builds(word, st.sampled_from([1, 1, 1, 5, 5, 2, 14, 28, 42, 57]), st.integers(0, 1023))
NEAR = st.builds(word, st.sampled_from([1, 5]), st.integers(0, 60))
FIELD = st.one_of(
    st.builds(word, st.sampled_from([60, 61]), st.integers(0, 1023)),
    st.builds(word, st.just(62), st.integers(0, 3)),
    st.builds(note, st.binary(max_size=5)),
)
LONG = st.integers(0, 70_000).map(long_interval)
PIECE = st.one_of(
    MARKED, NEAR, st.builds(bytes.__add__, NEAR, FIELD), st.builds(bytes.__add__, LONG, MARKED)
)


@st.composite
def annotation_files(draw):
    """Give a legal annotation file."""
    definitions = draw(st.lists(st.sampled_from([*[[one] for one in TIME], CUSTOM]), max_size=2))
    content = b"".join(word(22) + note(text) for block in definitions for text in block)
    content += b"".join(draw(st.lists(PIECE, max_size=25)))
    return content + word(0) + draw(st.sampled_from([b"", b"", b"\0\0", b"\1\4\0\0"]))


def compare_annotations(folder, content, counts):
    path = folder / "x.atr"
    path.write_bytes(content)
    named = specified(specification.read_annotations, content)
    beats = named and specified(
        specification.beats_of, named[1], 128.0 if named[0] is None else named[0], CLASSES
    )
    counts["legal" if beats else "illegal"] += 1
    arguments = (str(folder / "x"), "atr", CLASSES, 512.0, 128.0)
    if refused(path, read_beat_annotations, *arguments):
        counts["legal, refused" if beats else "illegal, refused"] += 1
        return
    assert beats is not None
    found = read_beat_annotations(*arguments)
    assert found.merged == beats[1]
    assert found.symbols.tolist() == [symbol for _, symbol in beats[0]]
    ratio = Fraction(512) / Fraction(128.0 if named[0] is None else named[0])
    for sample, (time, _) in zip(found.samples.tolist(), beats[0], strict=True):
        assert abs(sample - time * ratio) <= Fraction(1, 2) + Fraction(1, 10**6)
    file = read_annotation_file(path)
    assert [(one.time, one.channel, file.symbols[one.code]) for one in file.annotations] == named[1]


def test_legal_annotations_are_read_as_the_specification_says(tmp_path, counts):
    @fuzz(300, content=annotation_files())
    def check(content):
        compare_annotations(tmp_path, content, counts)

    check()
    assert counts["legal, refused"] == 0
    assert counts["legal"] > counts["illegal"]


def test_damaged_annotations_are_read_as_the_specification_says_or_refused(tmp_path, counts):
    @fuzz(300, content=annotation_files().flatmap(damaged))
    def check(content):
        compare_annotations(tmp_path, content, counts)

    check()
    assert counts["illegal, refused"] > 20
    assert counts["legal"] > 20
