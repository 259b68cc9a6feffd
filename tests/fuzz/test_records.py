"""WFDB headers, signals and annotations."""

import re

import numpy as np
import pytest
import yaml
from conftest import ROOT
from evenbeat.beats.segmentation import tabulate_beats
from evenbeat.beats.table import FEATURES
from evenbeat.data.aami import CLASSES
from evenbeat.data.beat_annotations import read_beat_annotations
from evenbeat.data.wfdb_records import read_lead
from evenbeat.runtime.errors import InputError, error_context
from evenbeat.signal.filters import filter_lead
from evenbeat.simulation.database import simulate_database
from hypothesis import strategies as st

from fuzz.inputs import damaged, fuzz, refused

CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text())
SMALL = yaml.safe_load((ROOT / "tests/runs/small.yaml").read_text())
SYMBOLS = SMALL["databases"]["small"]["symbols"]
RATE = 360
FILES = ("hea", "dat", "atr")


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """Give the files of a sound record by their suffixes."""
    folder = tmp_path_factory.mktemp("sound")
    patients = {"s01": SMALL["simulation"]["small"]["patients"]["s01"]}
    simulate_database(folder, SMALL["simulation"]["small"] | {"minutes": 0.5, "patients": patients})
    return {suffix: (folder / f"s01.{suffix}").read_bytes() for suffix in FILES}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """Give the stem of a record that is written anew for every input."""
    return tmp_path_factory.mktemp("fuzz") / "s01"


def write_record(stem, contents):
    for suffix, content in contents.items():
        stem.with_suffix(f".{suffix}").write_bytes(content)


def make_beats(stem, method="bandpass"):
    """Go the way of a record to its beats, which are sound or refused."""
    lead = read_lead(str(stem), ["MLII"])
    options = CONFIG["signal"]["filters"][method]
    with error_context(f"{stem}.dat"):
        ecg = filter_lead(lead.signal, lead.sampling_rate, RATE, method, options)
    samples, symbols, _ = read_beat_annotations(
        str(stem), "atr", SYMBOLS, lead.sampling_rate, lead.frame_rate
    )
    beats, _ = tabulate_beats(
        ecg,
        rates=(RATE, lead.sampling_rate),
        annotated=(samples, symbols),
        identity={"record": stem.name, "patient": stem.name, "source": f"{stem}.atr"},
        classes=SYMBOLS,
        options=CONFIG["beats"],
    )
    assert all(np.isfinite(beats[name]).all() for name in (*FEATURES, "features"))
    assert np.isin(beats["label"], CLASSES).all()
    assert (np.diff(beats["sample"]) >= 0).all()
    return beats


def test_the_sound_record_has_beats(record, contents):
    write_record(record, contents)
    assert len(make_beats(record)["label"]) > 20


@pytest.mark.parametrize("suffix", FILES)
def test_damaged_files(record, contents, suffix):
    @fuzz(200, content=damaged(contents[suffix]))
    def check(content):
        write_record(record, contents | {suffix: content})
        refused(record, make_beats, record)

    check()


def test_signals_that_are_not_those_of_the_header(record, contents):
    """A changed signal is seen by the header's sum of its samples, wherever it is changed."""
    size = len(contents["dat"])

    @fuzz(100, place=st.integers(0, size - 1), bit=st.integers(0, 7))
    def check(place, bit):
        changed = bytearray(contents["dat"])
        changed[place] ^= 1 << bit
        write_record(record, contents | {"dat": bytes(changed)})
        assert refused(record, read_lead, str(record), ["MLII"])

    check()


LINE = st.text(st.characters(codec="utf-8"), max_size=30)
NUMBER = st.one_of(
    st.integers(-(2**70), 2**70).map(str),
    st.floats().map(str),
    st.sampled_from(["0", "1", "360", "128/250", "212", "16", "8", "1x2", "16+24", "212:3", ""]),
)


@st.composite
def headers(draw):
    """Give a header that is like one in form, with any numbers and names."""
    leads = draw(st.integers(0, 3))
    first = [
        "s01",
        str(draw(st.one_of(st.just(leads), NUMBER))),
        *draw(st.lists(NUMBER, max_size=4)),
    ]
    lines = [" ".join(first)]
    for _ in range(leads):
        name = draw(st.sampled_from(["s01.dat", "s02.dat", "../s01.dat", "/etc/hosts", "~", ""]))
        fields = draw(st.lists(NUMBER, max_size=7))
        lines.append(" ".join([name, *fields, draw(LINE)]))
    lines += draw(st.lists(st.one_of(LINE, LINE.map("#{}".format)), max_size=2))
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines)


def test_headers_of_any_numbers(record, contents):
    @fuzz(200, header=headers())
    def check(header):
        write_record(record, contents | {"hea": header.encode("utf-8", "replace")})
        refused(record, make_beats, record)

    check()


def annotation(code, interval):
    return (code << 10 | interval).to_bytes(2, "little")


ANNOTATION = st.builds(annotation, st.integers(0, 63), st.integers(0, 1023))
NOTE = st.binary(max_size=12).map(
    lambda text: annotation(63, len(text)) + text + b"\0" * (len(text) % 2)
)


def test_annotations_of_any_codes(record, contents):
    @fuzz(300, words=st.lists(st.one_of(ANNOTATION, NOTE), max_size=40))
    def check(words):
        write_record(record, contents | {"atr": b"".join(words) + b"\0\0"})
        refused(record, make_beats, record)

    check()


@pytest.mark.parametrize("method", CONFIG["signal"]["filters"])
def test_signals_of_any_length_and_rate(method):
    """The filters take whatever a header may say, down to a single sample."""
    options = CONFIG["signal"]["filters"][method]

    @fuzz(60, length=st.integers(1, 3000), rate=st.floats(50, 2000), gap=st.integers(0, 2999))
    def check(length, rate, gap):
        ecg = np.sin(np.arange(length))
        if gap < length - 1:
            ecg[gap : gap + 7] = np.nan
        if np.isnan(ecg).all():
            return
        filtered, too_short = None, ""
        try:
            filtered = filter_lead(ecg, rate, RATE, method, options)
        except InputError as error:
            too_short = str(error)
        if filtered is None:
            assert re.search(r"\d+ samples.*[Ll]eave the record out", too_short)
        else:
            assert len(filtered) == round(length * RATE / rate)
            assert not np.isinf(filtered).any()

    check()
