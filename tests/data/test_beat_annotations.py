from pathlib import Path

import numpy as np
import pytest
import wfdb
from evenbeat.data.beat_annotations import count_close_beats, read_beat_annotations
from evenbeat.runtime.errors import InputError

CLASSES = {"N": ["N"], "V": ["V"]}


@pytest.fixture
def stem(tmp_path):
    write_annotations(tmp_path, [10, 400, 800, 1200], ["+", "N", "~", "V"])
    return str(tmp_path / "100")


def write_annotations(folder, samples, symbols, **more):
    wfdb.wrann("100", "atr", np.array(samples), symbol=symbols, write_dir=str(folder), **more)


def read_annotations(stem, rate=360, annotator="atr"):
    samples, symbols, _ = read_beat_annotations(stem, annotator, CLASSES, rate)
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
    with pytest.raises(
        InputError, match="annotation 2 is at sample 110, but the one before it at 400"
    ):
        read_annotations(stem)


@pytest.mark.parametrize("note", ["## nonsense", "## time resolution: x"])
def test_definitions_at_which_wfdb_would_hang_are_refused(stem, tmp_path, note):
    wfdb.wrann("100", "atr", np.array([0, 9]), symbol=['"', "N"], aux_note=[note, ""],
               write_dir=str(tmp_path))  # fmt: skip
    with pytest.raises(InputError, match="expected at most one time resolution"):
        read_annotations(stem)


@pytest.mark.parametrize("samples", [[0, 0, 250, 500], [0, 9, 250, 500]])
def test_a_time_resolution_that_wfdb_overlooks_is_refused(stem, tmp_path, samples):
    """It would read beats at 250 and 500 of 90 Hz as such of the signal's 360 Hz."""
    wfdb.wrann("100", "atr", np.array(samples), symbol=["+", '"', "N", "V"],
               aux_note=["(N", "## time resolution: 90", "", ""],
               write_dir=str(tmp_path))  # fmt: skip
    with pytest.raises(
        InputError, match=r"time resolution: 90'? comes after the first annotations"
    ):
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


def test_annotations_count_frames_unless_they_say_otherwise(stem, tmp_path):
    """Frames at 90 Hz with four samples each: sample 400 of 360 Hz is in frame 100."""
    frames = read_beat_annotations(stem, "atr", CLASSES, 360, 90)
    assert frames.samples.tolist() == [1600, 4800]
    write_annotations(tmp_path, [0, 401, 803], ["+", "N", "V"], fs=360)
    own = read_beat_annotations(stem, "atr", CLASSES, 360, 90)
    assert own.samples.tolist() == [401, 803]


def test_custom_symbols_are_read_and_can_be_named(stem, tmp_path):
    labels = [(42, "Y", "a beat of ours"), (43, "z", "no beat"), (15, "o", "another")]
    write_annotations(tmp_path, [5, 30, 60, 99], ["N", "Y", "z", "V"], custom_labels=labels, fs=360)
    assert read_annotations(stem) == ([5, 99], ["N", "V"])
    named = read_beat_annotations(stem, "atr", {"N": ["N"], "V": ["V", "Y"]}, 360)
    assert (named.samples.tolist(), named.symbols.tolist()) == ([5, 30, 99], ["N", "Y", "V"])


def words(*pairs):
    return b"".join((code << 10 | value).to_bytes(2, "little") for code, value in pairs)


def test_codes_without_a_symbol_are_no_beats_unless_they_are_named(stem):
    Path(f"{stem}.atr").write_bytes(words((1, 5), (42, 5), (57, 5), (5, 5), (0, 0)))
    assert read_annotations(stem) == ([5, 20], ["N", "V"])
    named = read_beat_annotations(stem, "atr", {"N": ["[57]"]}, 360)
    assert (named.samples.tolist(), named.symbols.tolist()) == ([15], ["[57]"])


def test_a_custom_symbol_may_have_several_letters_and_a_code_of_a_standard_one(stem):
    """The file's own definitions count."""
    notes = ["## annotation type definitions", "42 Rx ours", "1 V", "## end of definitions"]
    content = b"".join(
        words((22, 0), (63, len(note))) + note.encode() + b"\0" * (len(note) % 2) for note in notes
    )
    Path(f"{stem}.atr").write_bytes(content + words((1, 5), (42, 6), (0, 0)))
    found = read_beat_annotations(stem, "atr", {"N": ["N"], "V": ["V", "Rx"]}, 360)
    assert (found.samples.tolist(), found.symbols.tolist()) == ([5, 11], ["V", "Rx"])


def test_what_follows_the_end_mark_is_nothing(stem):
    Path(f"{stem}.atr").write_bytes(words((1, 5), (0, 0), (1, 7), (5, 9), (0, 0)))
    assert read_annotations(stem) == ([5], ["N"])


def test_a_long_note_and_a_field_after_a_long_interval_are_read(stem):
    """`wfdb` takes 8 bits of the note's length, and the channel for an annotation."""
    note = words((63, 301)) + b"x" * 301 + b"\0"
    long = words((59, 0)) + b"\x01\0\x02\0"  # 65,538: the high word is first
    content = words((1, 5)) + note + long + words((62, 1), (5, 3), (0, 0))
    Path(f"{stem}.atr").write_bytes(content)
    assert read_annotations(stem) == ([5, 5 + 65_538 + 3], ["N", "V"])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (words((62, 1), (1, 5), (0, 0)), "begins with code 62; expected an annotation first"),
        (
            words((59, 7)) + b"\0" * 4 + words((1, 5), (0, 0)),
            "long interval at byte 0 has the value 7",
        ),
        (b"\0N" + b"\0" * 14 + b"\0V" + b"\0" * 14, "in the format of the AHA database"),
        # Filled up to a multiple of 1,024 bytes, as the WFDB library does.
        (b"\0N" + b"\1" * 14 + b"\xff" * 1008, "in the format of the AHA database"),
        (b"\0V" + b"\1" * 14 + b"\0" * 1008, "in the format of the AHA database"),
        (b"", "no end mark: it was cut short"),
    ],
)
def test_what_is_not_of_the_format_is_refused(stem, content, message):
    Path(f"{stem}.atr").write_bytes(content)
    with pytest.raises(InputError, match=rf"100\.atr cannot be read.*{message}.*leave the record"):
        read_annotations(stem)


def write_twice(folder, apart, second):
    """Annotate 104 beats once for each of two leads, `apart` samples from each other."""
    first = 300 * np.arange(1, 105)
    samples = np.column_stack([first, first + apart]).ravel()
    symbols = [symbol for _ in first for symbol in ("N", second)]
    chan = np.tile([0, 1], len(first))
    write_annotations(folder, samples, symbols, chan=chan)
    return first


@pytest.mark.parametrize("apart", [0, 5, 35])
def test_a_beat_annotated_for_each_lead_is_one(stem, tmp_path, apart):
    first = write_twice(tmp_path, apart, "N")
    samples, symbols, merged = read_beat_annotations(stem, "atr", CLASSES, 360)
    assert np.array_equal(samples, first)
    assert (set(symbols), merged) == ({"N"}, 104)
    of_second = read_beat_annotations(stem, "atr", CLASSES, 360, annotated_channel=1)
    assert np.array_equal(of_second.samples, first + apart)


def test_beats_of_two_channels_at_a_distance_are_two(stem, tmp_path):
    """36 samples at 360 Hz are 0.1 s."""
    write_twice(tmp_path, 36, "V")
    samples, _, merged = read_beat_annotations(stem, "atr", CLASSES, 360)
    assert (len(samples), merged) == (208, 0)


def test_the_configuration_says_which_channel_counts_where_they_differ(stem, tmp_path):
    first = write_twice(tmp_path, 5, "V")
    with pytest.raises(
        InputError, match=r"annotation 1 and .* N in channel 0, V in channel 1\. Set .*annotated_ch"
    ):
        read_beat_annotations(stem, "atr", CLASSES, 360)
    for channel, symbol in ((0, "N"), (1, "V")):
        found = read_beat_annotations(stem, "atr", CLASSES, 360, annotated_channel=channel)
        assert np.array_equal(found.samples, first + 5 * channel)
        assert set(found.symbols) == {symbol}


def test_beats_of_one_channel_are_kept_and_counted(stem, tmp_path):
    write_annotations(tmp_path, [300, 320, 600, 636], ["N", "V", "N", "N"])
    samples, _, merged = read_beat_annotations(stem, "atr", CLASSES, 360)
    assert (samples.tolist(), merged) == ([300, 320, 600, 636], 0)
    assert count_close_beats(samples, 360) == 1


def test_a_custom_symbol_that_cannot_be_seen_is_refused(stem):
    notes = ["## annotation type definitions", "42 \x1cx ours", "## end of definitions"]
    content = b"".join(
        words((22, 0), (63, len(note))) + note.encode() + b"\0" * (len(note) % 2) for note in notes
    )
    Path(f"{stem}.atr").write_bytes(content + words((1, 5), (0, 0)))
    with pytest.raises(
        InputError, match="symbols between the beginning and the end of definitions"
    ):
        read_annotations(stem)
