import io
import zipfile

import numpy as np
import pytest
import wfdb
from evenbeat.runtime.errors import InputError
from evenbeat.survey import annotators
from evenbeat.survey.annotators import choose_annotator, read_symbols
from evenbeat.survey.records import read_headers
from wfdb_folders import RATE, SECONDS, write_folder

LENGTH = RATE * SECONDS


def word(code, value=0):
    return (code << 10 | value).to_bytes(2, "little")


def beats(number=90, interval=240):
    return word(1, interval) * (number // 2) + word(5, interval) * (number // 2)


def long_interval(value):
    raw = value.to_bytes(4, "little", signed=True)
    return word(59) + raw[2:] + raw[:2]


def ecg():
    """Return an ECG in mV, with R waves of 4 mV; nothing is recorded at its end."""
    time = np.arange(LENGTH)
    signal = np.round(4 * np.exp(-(((time % 200 - 100) / 5) ** 2)), 3)
    signal[-20:] = 0
    return signal


def write_npy(values):
    file = io.BytesIO()
    np.save(file, values)
    return file.getvalue()


def write_npz():
    file = io.BytesIO()
    np.savez_compressed(file, x=ecg())
    return file.getvalue()


def write_zip():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("signal.txt", b"0.1 0.2\n" * 99)
    return file.getvalue()


STEPS = np.round(6000 * ecg() + 2000).astype("<i2")
OTHERS = {
    "npy": write_npy(ecg()),
    "npy of float32": write_npy(ecg().astype("f4")),
    "npy of int16": write_npy(STEPS),
    "npz": write_npz(),
    "zip": write_zip(),
    "signal": STEPS.tobytes(),
    "signal at its zero": np.round(500 * ecg() + 2048).astype("<i2").tobytes() + bytes(4),
    "edf": b"0       " + b" " * 504 + STEPS.tobytes(),
    "mat": b"MATLAB 5.0 MAT-file".ljust(124) + b"\0\1IM\x0e\0\0\0" + ecg().tobytes(),
    "text": "\n".join(f"{value:.3f}" for value in ecg()).encode(),
    "empty": b"",
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_files_are_no_annotations(tmp_path, kind):
    """Two lengths: one in which few annotations fit, and one in which many fit."""
    (tmp_path / "a.x").write_bytes(OTHERS[kind])
    for seconds in (SECONDS, 30 * SECONDS):
        with pytest.raises(ValueError, match=r"expected|too many|end mark"):
            read_symbols(tmp_path / "a.x", RATE, seconds)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (beats() + word(0) + b"\1\0", "2 bytes follow the end mark"),
        (beats(), "no end mark"),
        (beats() + word(55, 9) + word(0), "code 55"),
        (beats() + long_interval(-900) + word(1) + word(0), "times go back"),
        (beats(90, 1000) + word(0), "are before or after the record"),
        (beats(90, 24) + word(0), "89 of 90 beats are less than 0.1 s after"),
        (beats(10_000, 1) + word(0), "annotations are too many for 90 s"),
        (word(1, 9) + word(63, 1000) + bytes(90_000), "bytes are too many for annotations of 90 s"),
    ],
)
def test_what_no_annotation_file_of_the_record_has_is_refused(tmp_path, content, message):
    (tmp_path / "a.x").write_bytes(content)
    with pytest.raises(ValueError, match=message):
        read_symbols(tmp_path / "a.x", RATE, SECONDS)


def test_annotation_files_are_read(tmp_path):
    """One has zeros after the end mark, some beats after the record, a rate and a symbol."""
    (tmp_path / "a.x").write_bytes(beats() + word(0) + bytes(6))
    assert read_symbols(tmp_path / "a.x", RATE, SECONDS) == {"N", "V"}
    assert read_symbols(tmp_path / "a.x", RATE, 70) == {"N", "V"}
    assert read_symbols(tmp_path / "a.x", RATE, None) == {"N", "V"}
    wfdb.wrann(
        "a",
        "y",
        np.arange(1, 91) * 1000,
        symbol=np.array(["N", "z"] * 45),
        fs=1000,
        custom_labels=[(42, "z", "of my own")],
        write_dir=str(tmp_path),
    )
    assert read_symbols(tmp_path / "a.y", RATE, SECONDS) == {"N", "z"}


def test_the_annotator_with_most_classes_is_taken(tmp_path):
    folder = write_folder(tmp_path / "mine", 2)
    (folder / "p00.txt").write_text("no annotations")
    annotations = (folder / "p00.atr").read_bytes()
    (folder / "p00.abc").write_bytes(annotations)
    (folder / "p01.abc").write_bytes(annotations)
    (folder / "p01.atr").unlink()
    found, _ = read_headers(folder)
    assert choose_annotator(found) == ("abc", {"abc": 2, "atr": 1})
    assert choose_annotator(found, "atr")[0] == "atr"
    with pytest.raises(InputError, match=r"<record>\.qrs; annotators with beats: abc, atr"):
        choose_annotator(found, "qrs")


def test_a_file_that_a_header_names_is_a_signal(tmp_path):
    """Here it holds annotations, so that only its name tells."""
    folder = write_folder(tmp_path / "mine", 2)
    for record in ("p00", "p01"):
        (folder / f"{record}.d16").write_bytes((folder / f"{record}.atr").read_bytes())
    assert set(choose_annotator(read_headers(folder)[0])[1]) == {"atr", "d16"}
    (folder / "other one.hea").write_text("other 2 250 9\np00.d16 16 200/mV\np01.d16 16 200/mV\n")
    assert choose_annotator(read_headers(folder)[0]) == ("atr", {"atr": 2})


def test_a_large_file_is_refused_unread(tmp_path, monkeypatch):
    folder = write_folder(tmp_path / "mine", 1)
    with (folder / "p00.big").open("wb") as file:
        file.truncate(10**9)
    read = []
    monkeypatch.setattr(
        annotators.Path,
        "read_bytes",
        lambda path, of=annotators.Path.read_bytes: [
            read.append(path.name),
            of(path),
        ][1],
    )
    assert choose_annotator(read_headers(folder)[0]) == ("atr", {"atr": 1})
    assert "p00.atr" in read
    assert "p00.big" not in read


def test_one_sound_file_after_many_damaged_ones_is_found(tmp_path):
    folder = write_folder(tmp_path / "mine", 8)
    for number in range(7):
        (folder / f"p{number:02d}.atr").write_bytes(b"damaged")
    assert choose_annotator(read_headers(folder)[0]) == ("atr", {"atr": 8})


@pytest.mark.parametrize("given", [True, False])
def test_the_length_of_a_record_is_in_its_header_or_follows_from_its_signals(tmp_path, given):
    folder = write_folder(tmp_path / "mine", 1)
    header = folder / "p00.hea"
    if not given:
        header.write_text(header.read_text().replace(f" {RATE} {LENGTH}", f" {RATE}"))
    assert read_headers(folder)[0][0].seconds == SECONDS
    (folder / "p00.dat").unlink()
    assert read_headers(folder)[0][0].seconds == (SECONDS if given else None)


def test_an_error_says_why_files_are_no_annotations(tmp_path):
    folder = write_folder(tmp_path / "mine", 3)
    for path in folder.glob("*.atr"):
        path.write_bytes(path.read_bytes()[:-2])
        path.with_suffix(".qrs").write_bytes(word(28, 9) + word(0))
    headers, _ = read_headers(folder)
    with pytest.raises(InputError) as raised:
        choose_annotator(headers)
    assert "3 files <record>.atr are not taken" in str(raised.value)
    assert "the first is p00.atr: it has no end mark" in str(raised.value)
    assert "p00.qrs annotates no beat" in str(raised.value)
    with pytest.raises(InputError, match=r"the first is p00\.qrs annotates no beat") as raised:
        choose_annotator(headers, "qrs")
    assert "p00.atr" not in str(raised.value)
