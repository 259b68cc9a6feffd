from pathlib import Path

import numpy as np
import pytest
import wfdb
from evenbeat.data.wfdb_records import read_beat_annotations, read_lead
from evenbeat.runtime.errors import InputError

CLASSES = {"N": ["N"], "V": ["V"]}


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
    write_annotations(tmp_path, [10, 400, 800, 1200], ["+", "N", "~", "V"])
    return str(tmp_path / "100")


def write_annotations(folder, samples, symbols):
    wfdb.wrann("100", "atr", np.array(samples), symbol=symbols, fs=360, write_dir=str(folder))


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
        ("/mV", "/mmHg", "the unit of lead MLII is mmHg; expected mV, uV or V"),
        ("100.dat", "../../100.dat", "cannot be read"),
        ("100.dat", "100.dat-", "cannot be read"),
        ("100.dat", "101.dat", r"signals in 101\.dat; expected 100\.dat"),
        ("100 2 360 2000", "100 2 0 2000", "expected 50 to 100000 Hz"),
        ("100 2 360 2000", "100 2 360", "100.hea/.dat cannot be read|expected 1 or more"),
        ("100 2 360 2000", "100/3 2 360 2000", "cannot be read|several segments"),
        ("100 2 360 2000", "100 2 360 1990", r"the samples of lead MLII add up to"),
        ("100 2 360 2000", "100 2 360 900000000000", "cannot be read"),
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
    with pytest.raises(InputError, match="one of the two is damaged"):
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
    with pytest.raises(InputError, match=r"100\.hea/\.dat cannot be read.*Delete both"):
        read_lead(stem, ["MLII"])


def read_annotations(stem, rate=360, annotator="atr"):
    samples, symbols = read_beat_annotations(stem, annotator, CLASSES, rate)
    return samples.tolist(), symbols.tolist()


def test_beats_are_kept_and_other_annotations_dropped(stem):
    assert read_annotations(stem) == ([400, 1200], ["N", "V"])


def test_another_annotator_and_a_time_resolution_of_its_own(stem, tmp_path):
    wfdb.wrann(
        "100", "qrs", np.array([100, 300]), symbol=["N", "V"], fs=90, write_dir=str(tmp_path)
    )
    assert read_annotations(stem, annotator="qrs") == ([400, 1200], ["N", "V"])


def test_annotations_out_of_order_are_refused(stem, tmp_path):
    path = tmp_path / "100.atr"
    word = (1 << 10 | 400).to_bytes(2, "little")
    # A skip (59) of -300 samples, its long integer with the high word first.
    back = (59 << 10).to_bytes(2, "little") + b"\xff\xff" + (2**16 - 300).to_bytes(2, "little")
    path.write_bytes(word + back + (1 << 10 | 10).to_bytes(2, "little") + b"\0\0")
    with pytest.raises(InputError, match="annotation 2 is at sample 110, the one before it at 400"):
        read_annotations(stem)


@pytest.mark.parametrize("note", ["## nonsense", "## time resolution: x"])
def test_definitions_at_which_wfdb_would_hang_are_refused(stem, tmp_path, note):
    wfdb.wrann("100", "atr", np.array([0, 9]), symbol=['"', "N"], aux_note=[note, ""],
               write_dir=str(tmp_path))  # fmt: skip
    with pytest.raises(InputError, match="expected one time resolution at most"):
        read_annotations(stem)


@pytest.mark.parametrize("samples", [[0, 0, 250, 500], [0, 9, 250, 500]])
def test_a_time_resolution_that_wfdb_overlooks_is_refused(stem, tmp_path, samples):
    """It would read beats at 250 and 500 of 90 Hz as such of the signal's 360 Hz."""
    wfdb.wrann("100", "atr", np.array(samples), symbol=["+", '"', "N", "V"],
               aux_note=["(N", "## time resolution: 90", "", ""],
               write_dir=str(tmp_path))  # fmt: skip
    with pytest.raises(InputError, match=r"its time resolution, 90\.0 Hz, is not among its first"):
        read_annotations(stem)


@pytest.mark.parametrize("cut", [1, 2, 4, 7])
def test_annotations_cut_short_are_refused(stem, cut):
    path = Path(f"{stem}.atr")
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(InputError, match=r"100\.atr .* it was cut short"):
        read_annotations(stem)


def test_intervals_that_look_like_a_note_are_none(stem, tmp_path):
    """As bytes, these two annotations are "## " and a blank."""
    beats = [8 << 10 | 803, 1 << 10 | 32]
    words = [beat.to_bytes(2, "little") for beat in beats]
    assert b"".join(words).startswith(b"## ")
    (tmp_path / "100.atr").write_bytes(b"".join(words) + b"\0\0")
    assert read_annotations(stem)[0] == [835]


def test_missing_annotations_are_refused(stem, tmp_path):
    (tmp_path / "100.atr").unlink()
    with pytest.raises(InputError, match=r"100\.atr cannot be read"):
        read_annotations(stem)


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
    with pytest.raises(InputError, match=r"100\.hea has characters .* such as .V for uV\. Leave"):
        read_lead(stem, [])


def test_a_header_says_whether_it_is_simulated(stem):
    with open(f"{stem}.hea", "a") as file:
        file.write("# SIMULATED by evenbeat\n")
    assert read_lead(stem, []).simulated
