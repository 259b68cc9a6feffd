from pathlib import Path

import numpy as np
import pytest
import wfdb
from evenbeat.data.signal_files import name_signal_file
from evenbeat.data.wfdb_records import read_lead
from evenbeat.runtime.errors import InputError


@pytest.fixture
def stem(tmp_path):
    time = np.arange(2000) / 360
    signals = np.column_stack([np.sin(2 * np.pi * time), np.cos(2 * np.pi * time)])
    wfdb.wrsamp(
        "100",
        fs=360,
        units=["mV", "mV"],
        sig_name=["V5", "MLII"],
        p_signal=signals,
        fmt=["212", "212"],
        adc_gain=[200, 200],
        baseline=[1024, 1024],
        write_dir=str(tmp_path),
    )
    return str(tmp_path / "100")


def expected_signal(wave):
    return wave(2 * np.pi * np.arange(2000) / 360)


def test_the_first_preferred_lead_that_there_is_is_taken(stem):
    for preferred in (["MLII"], ["II", "MLII", "V5"]):
        lead = read_lead(stem, preferred)
        assert (lead.name, lead.sampling_rate, lead.simulated) == ("MLII", 360, False)
        assert lead.signal == pytest.approx(expected_signal(np.cos), abs=0.003)


@pytest.mark.parametrize("preferred", [["V1"], []])
def test_a_record_without_them_gives_its_first(stem, preferred):
    lead = read_lead(stem, preferred)
    assert lead.name == "V5"
    assert lead.signal == pytest.approx(expected_signal(np.sin), abs=0.003)


def edit_header(stem, old, new):
    path = Path(f"{stem}.hea")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_gain_of_zero_is_wfdbs_default(stem):
    edit_header(stem, "200(1024)/mV", "0(1024)/mV")
    assert read_lead(stem, ["MLII"]).signal == pytest.approx(expected_signal(np.cos), abs=0.003)


def test_other_units_of_voltage_become_millivolts(stem):
    edit_header(stem, "200(1024)/mV", "0.2(1024)/uV")
    assert read_lead(stem, ["MLII"]).signal == pytest.approx(expected_signal(np.cos), abs=0.003)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("/mV", "/mmHg", "line 3: the unit of lead MLII is mmHg; expected mV, uV or V"),
        (
            "100.dat",
            "../../100.dat",
            r"lead MLII is in '\.\./\.\./100\.dat', in format 212; expected",
        ),
        ("100.dat", "~", "lead MLII is in '~'"),
        ("100.dat 212", "100.dat 0", "in format 0; expected a file beside the header"),
        (
            "100.dat",
            "101.dat",
            r"100\.hea, line 3, names .*101\.dat, which cannot be read: .* No such file",
        ),
        ("100 2 360 2000", "100 2 0 2000", "line 1: the sampling rate is '0'; expected a positive"),
        ("100 2 360 2000", "100 2 49 2000", "a sampling rate of 49 Hz; expected 50 to 100000 Hz"),
        (
            "100 2 360 2000",
            "100/3 2 360 2000",
            "the record has 3 segments; expected a record of one",
        ),
        ("100 2 360 2000", "100 0 360 2000", "line 1: the record has no signal"),
        ("100 2 360 2000", "100 3 360 2000", "the number of signals is 3, but 2 signal lines"),
        (
            "100 2 360 2000",
            "100 2 360 2000.5",
            "line 1: the number of samples is '2000.5'; expected",
        ),
        ("100 2 360 2000", "100 2 360 13:05:00", "the number of samples is '13:05:00'; expected"),
        ("100 2 360 2000", "100 2 360Hz 2000", "line 1: the sampling rate is '360Hz'; expected"),
        ("100 2 360 2000", "100 2 360 1990", r"the checksum of the 1990 samples of lead MLII is"),
        (
            "100 2 360 2000",
            "100 2 360 900000000000",
            r"100\.dat has 2000 samples of lead MLII, but .*100\.hea says 900000000000: one of the",
        ),
    ],
)
def test_what_a_header_must_not_say(stem, old, new, message):
    edit_header(stem, old, new)
    with pytest.raises(InputError, match=message):
        read_lead(stem, ["MLII"])


def test_a_changed_sample_is_noticed(stem):
    content = bytearray(Path(f"{stem}.dat").read_bytes())
    content[1001] ^= 1  # of three bytes for two leads, the last holds the second one's low bits
    Path(f"{stem}.dat").write_bytes(content)
    with pytest.raises(InputError, match="one of the two files is damaged"):
        read_lead(stem, ["MLII"])


def test_what_was_not_recorded_is_not_a_number(tmp_path):
    signal = np.zeros((1000, 1))
    signal[100:200] = np.nan
    wfdb.wrsamp("gap", fs=128, units=["mV"], sig_name=["ECG1"], p_signal=signal, fmt=["16"],
                adc_gain=[200], baseline=[0], write_dir=str(tmp_path))  # fmt: skip
    found = read_lead(str(tmp_path / "gap"), []).signal
    assert np.flatnonzero(np.isnan(found)).tolist() == list(range(100, 200))


@pytest.mark.parametrize("suffix", [".dat", ".hea"])
@pytest.mark.parametrize("share", [0, 0.5])
def test_a_file_cut_short_is_refused(stem, suffix, share):
    with open(stem + suffix, "r+b") as file:
        file.truncate(int(share * file.seek(0, 2)))
    said = r"was cut short|has no record line|signal lines follow|is missing; expected"
    with pytest.raises(InputError, match=rf"100\.hea.*({said}).*leave the record out"):
        read_lead(stem, ["MLII"])


def test_a_lead_without_a_name_gets_one(stem):
    edit_header(stem, " MLII", "")
    assert read_lead(stem, ["MLII"]).name == "V5"
    edit_header(stem, " V5", "")
    assert read_lead(stem, []).name == "signal 0"
    assert read_lead(stem, ["signal 1"]).name == "signal 1"


@pytest.mark.parametrize(("old", "new"), [("/mV", "/\u00b5V"), ("MLII", "\u00c4"), ("V5", "V\0")])
def test_signs_that_wfdb_leaves_out_are_refused(stem, old, new):
    """Without its first sign the unit would be V, a million times as much."""
    edit_header(stem, old, new)
    with pytest.raises(
        InputError, match=r"100\.hea, line [23], has characters .* uV instead of .V"
    ):
        read_lead(stem, [])


def test_a_header_says_whether_it_is_simulated(stem):
    with open(f"{stem}.hea", "a") as file:
        file.write("# SIMULATED by evenbeat\n")
    assert read_lead(stem, []).simulated


SECOND = "100.dat 212 200(1024)/mV"


@pytest.mark.parametrize(
    ("gain", "field"),
    [
        ("200(1024.0)/mV", r"line 3: the gain is '200\(1024\.0\)/mV'"),
        ("200/mV(1024)", r"line 3: the unit of lead MLII is mV\(1024\)"),
        ("200 (1024)/mV", r"line 3: the resolution is '\(1024\)/mV'"),
        ("200/mV.", r"line 3: the unit of lead MLII is mV\."),
        ("200(1024)mV", r"line 3: the gain is '200\(1024\)mV'"),
        ("200(1024 )/mV", r"line 3: the gain is '200\(1024'"),
        ("200(1024)/ mV", r"line 3: the gain is '200\(1024\)/'"),
        ("2,0(1024)/mV", r"line 3: the gain is '2,0\(1024\)/mV'"),
        ("nan(1024)/mV", r"line 3: the gain is 'nan"),
        ("1e999(1024)/mV", r"line 3: the gain is '1e999"),
    ],
)
def test_a_gain_that_is_half_understood_is_refused(stem, gain, field):
    """And no other lead is taken, because the name is still that of the second."""
    head, _, rest = Path(f"{stem}.hea").read_text().rpartition(SECOND)
    Path(f"{stem}.hea").write_text(f"{head}100.dat 212 {gain}{rest}")
    with pytest.raises(InputError, match=field):
        read_lead(stem, ["MLII"])


@pytest.mark.parametrize(
    "gain", ["200(+1024)/mV", "2.0E2(1024)/mV", "+200.(1024)", "2e2(1024)/MV", ".2(1024)/uV"]
)
def test_a_gain_as_the_specification_has_it_is_read(stem, gain):
    head, _, rest = Path(f"{stem}.hea").read_text().rpartition(SECOND)
    Path(f"{stem}.hea").write_text(f"{head}100.dat 212 {gain}{rest}")
    lead = read_lead(stem, ["MLII"])
    assert lead.name == "MLII"
    assert lead.signal == pytest.approx(expected_signal(np.cos), abs=0.003)


@pytest.mark.parametrize(
    ("line", "rate"),
    [
        ("100 2 3.6e2 2000", 360),
        ("100 2 360. 2000", 360),
        ("100 2 360/12.5(-3.5) 2000", 360),
        ("100 2 360", 360),
        ("100 2 360 0", 360),
        ("100 2", 250),
        ("100 2 360 2000 2006", 360),
        ("100 2 360 2000 13:5:0 1/1/199", 360),
        ("100 2 360 2000 05-Feb-2020 11:39:16", 360),
    ],
)
def test_a_record_line_as_the_specification_has_it_is_read(stem, line, rate):
    edit_header(stem, "100 2 360 2000", line)
    lead = read_lead(stem, ["MLII"])
    assert (lead.sampling_rate, lead.frame_rate) == (rate, rate)
    assert lead.signal == pytest.approx(expected_signal(np.cos), abs=0.003)


# Samples in a group of bytes of each format, by hand from signal(5), with what fills a file up.
FILES = {
    "8": (b"\x05\xff\x02", [105, 104, 106]),
    "16": (b"\x01\x00\xff\xff\x00\x80", [1, -1, None]),
    "24": (b"\x01\x00\x00\xff\xff\xff\x00\x00\x80", [1, -1, None]),
    "32": (b"\x01\0\0\0\xff\xff\xff\xff\0\0\0\x80", [1, -1, None]),
    "61": (b"\x00\x01\xff\xff\x80\x00", [1, -1, None]),
    "80": (b"\x81\x7f\x00", [1, -1, None]),
    "160": (b"\x01\x80\xff\x7f\x00\x00", [1, -1, None]),
    "212": (b"\x01\xf0\xff\x00\x08", [1, -1, None]),
    "310": (b"\x02\xf8\xfe\x07", [1, -1, 31]),
    "311": (b"\x01\xfc\xff\x7f", [1, -1, -1]),
}


@pytest.mark.parametrize("fmt", FILES)
def test_samples_are_counted_and_read_in_every_format(tmp_path, fmt):
    content, expected = FILES[fmt]
    (tmp_path / "x.dat").write_bytes(content)
    (tmp_path / "x.hea").write_text(f"x 1 360\nx.dat {fmt} 1 12 0 100\n")
    found = read_lead(str(tmp_path / "x"), []).signal
    wanted = [np.nan if value is None else float(value) for value in expected]
    assert np.array_equal(found, wanted, equal_nan=True)


@pytest.mark.parametrize("rate", [90, 15.5])
@pytest.mark.parametrize("number", [4, 7, 32])
def test_several_samples_in_a_frame_are_all_read(tmp_path, rate, number):
    """As the same ECG written with one sample in a frame; a slower signal is beside it."""
    ecg = np.random.default_rng(number).integers(-2000, 2000, 300 * number).astype("<i2")
    slow = np.arange(300, dtype="<i2")
    (tmp_path / "one.dat").write_bytes(ecg.tobytes())
    (tmp_path / "one.hea").write_text(
        f"one 1 {rate * number} {len(ecg)}\none.dat 16 200(7)/mV 16 0 0 {ecg.sum() % 2**16} 0 II\n"
    )
    frames = np.column_stack([slow, ecg.reshape(300, number)])
    (tmp_path / "m4.dat").write_bytes(frames.astype("<i2").tobytes())
    (tmp_path / "m4.hea").write_text(
        f"m4 2 {rate} 300\nm4.dat 16 20/bpm 16 0 0 {slow.sum() % 2**16} 0 HR\n"
        f"m4.dat 16x{number} 200(7)/mV 16 0 0 {ecg.sum() % 2**16} 0 II\n"
    )
    if not rate * number >= 50:
        return
    several, single = (read_lead(str(tmp_path / name), ["II"]) for name in ("m4", "one"))
    assert (several.sampling_rate, several.frame_rate) == (rate * number, rate)
    assert single.sampling_rate == several.sampling_rate
    assert np.array_equal(several.signal, single.signal)
    assert np.array_equal(single.signal, (ecg.astype(float) - 7) / 200)


@pytest.mark.parametrize("number", [1, 3])
def test_samples_before_the_record_are_in_the_sum_alone(tmp_path, number):
    samples = np.arange(10 * number, dtype="<i2")
    (tmp_path / "x.dat").write_bytes(samples.tobytes())
    (tmp_path / "x.hea").write_text(
        f"x 1 360 10\nx.dat 16x{number}:2 1 16 0 0 {samples.sum()} 0 II\n"
    )
    found = read_lead(str(tmp_path / "x"), []).signal
    expected = [*range(2, 10 * number), np.nan, np.nan]
    assert np.array_equal(found, expected, equal_nan=True)


def test_a_signal_file_may_have_any_name_and_a_beginning_of_its_own(tmp_path):
    """As the MAT files of the 2020 and 2021 challenges, whose samples begin at byte 24."""
    (tmp_path / "A0001.mat").write_bytes(b"\xff" * 24 + np.arange(8, dtype="<i2").tobytes())
    (tmp_path / "x.hea").write_text(
        "x 2 500 4 05-Feb-2020 11:39:16\nA0001.mat 16+24 1000/mV 16 0 0 12 0 I\n"
        "A0001.mat 16+24 1000/mV 16 0 1 16 0 II\n#Age: 74\n"
    )
    assert read_lead(str(tmp_path / "x"), ["II"]).signal.tolist() == [0.001, 0.003, 0.005, 0.007]
    assert name_signal_file(tmp_path / "x.hea", ["II"]) == "A0001.mat"
    (tmp_path / "A0001.mat").rename(tmp_path / "kept.dat")
    kept = read_lead(str(tmp_path / "x"), ["I"], tmp_path / "kept.dat")
    assert kept.signal.tolist() == [0, 0.002, 0.004, 0.006]


def test_leads_in_several_files_are_found_in_theirs(tmp_path):
    for name, value in (("a.dat", 1), ("b.xyz", 2)):
        (tmp_path / name).write_bytes(np.full(4, value, dtype="<i2").tobytes())
    (tmp_path / "x.hea").write_text(
        "x 2 500 4\na.dat 16 1 16 0 1 4 0 I\nb.xyz 16 1 16 0 2 8 0 vx\n"
    )
    assert read_lead(str(tmp_path / "x"), ["vx"]).signal.tolist() == [2] * 4
    assert name_signal_file(tmp_path / "x.hea", ["vx"]) == "b.xyz"


@pytest.mark.parametrize(
    "lines",
    [
        "x.dat 16\ny.dat 16\nx.dat 16\n",
        "x.dat 16\nx.dat 212\ny.dat 16\n",
        "x.dat 16+24\nx.dat 16\ny.dat 16\n",
    ],
)
def test_signals_of_a_file_are_together_and_alike(tmp_path, lines):
    (tmp_path / "x.hea").write_text(f"x 3 360 2\n{lines}")
    with pytest.raises(
        InputError, match=r"x\.hea, line .: the lines of the signals in x\.dat are apart"
    ):
        read_lead(str(tmp_path / "x"), [])


def test_a_message_does_not_say_to_fetch_what_has_passed_its_checksum(stem):
    Path(f"{stem}.dat").write_bytes(b"\0" * 300)
    with pytest.raises(
        InputError, match=r"has 100 samples of lead MLII, .* says 2000: .*"
    ) as raised:
        read_lead(stem, ["MLII"])
    assert "elete" not in str(raised.value)
    assert "fetching it again changes nothing: leave the record out" in str(raised.value)


def test_the_header_of_another_record_is_refused(stem):
    """A copy under another name would put one signal into training and test."""
    edit_header(stem, "100 2", "101 2")
    with pytest.raises(InputError, match=r"line 1: the record's name is '101'; expected 100"):
        read_lead(stem, ["MLII"])
