import numpy as np
import pytest
from evenbeat.beats import segmentation
from evenbeat.beats.features import FEATURE_NAMES, compute_features
from evenbeat.beats.rhythm import RHYTHM
from evenbeat.runtime.errors import InputError

OPTIONS = {
    "before": 100,
    "after": 200,
    "reference": "record",
    "scaling": "per_record",
    "qrs_half_width": 50,
    "local_rr_intervals": 10,
}


def test_a_window_is_whole_or_not_there():
    ecg = np.arange(1000.0)
    windows, whole = segmentation.cut_windows(ecg, np.array([99, 100, 800, 801]), 100, 200)
    assert whole.tolist() == [False, True, True, False]
    assert windows.shape == (2, 300)
    assert windows[:, 0].tolist() == [0, 700]
    assert windows[:, -1].tolist() == [299, 999]
    assert windows[0, 100] == 100


def test_a_window_with_a_gap_is_left_out():
    ecg = np.arange(1000.0)
    ecg[250] = np.nan
    _, whole = segmentation.cut_windows(ecg, np.array([50, 51, 150, 300, 301]), 50, 200)
    assert whole.tolist() == [True, False, False, False, True]


def tabulate(ecg, rates, samples, symbols):
    identity = {"record": "100", "patient": "p", "source": "100.atr"}
    classes = {"N": ["N"], "S": ["A"], "V": ["V"]}
    return segmentation.tabulate_beats(ecg, rates, (samples, symbols), identity, classes, OPTIONS)


def test_a_record_of_another_rate_gives_the_same_beats():
    samples = np.array([50, 400, 700, 950])
    ecg = np.zeros(1000)
    ecg[samples] = [1, 2, 4, 1]
    symbols = np.array(["N", "A", "V", "N"])
    table, _ = tabulate(ecg, (360, 720), 2 * samples, symbols)
    expected, _ = tabulate(ecg, (360, 360), samples, symbols)
    assert table["sample"].tolist() == [800, 1400]
    for name in ("waveform", "rhythm", "label"):
        assert np.array_equal(table[name], expected[name]), name


def test_beats_before_the_beginning_are_left_out_and_counted():
    samples, symbols = np.array([-500, -200, 400, 700]), np.array(["N"] * 4)
    ecg = np.random.default_rng(0).normal(size=1000)
    table, attributes = tabulate(ecg, (360, 360), samples, symbols)
    assert (attributes["annotated_beats"], attributes["beats_outside"]) == (4, 2)
    expected, _ = tabulate(ecg, (360, 360), samples[2:], symbols[2:])
    for name in ("sample", "rhythm", "waveform"):
        assert np.array_equal(table[name], expected[name])


def test_beats_past_the_end_are_left_out_and_counted():
    samples, symbols = np.array([400, 700, 1000, 5000]), np.array(["N"] * 4)
    ecg = np.random.default_rng(0).normal(size=1000)
    table, attributes = tabulate(ecg, (360, 360), samples, symbols)
    assert (attributes["annotated_beats"], attributes["beats_outside"]) == (4, 2)
    assert table["sample"].tolist() == [400, 700]
    with pytest.raises(
        InputError, match=r"100\.atr: all 4 beats of record 100 .* outside its 0.555556 s"
    ):
        tabulate(ecg[:200], (360, 360), samples, symbols)


def test_a_flat_lead_is_an_error_that_names_the_file():
    with pytest.raises(
        InputError, match=r"^100\.atr: the median QRS amplitude for 1 of 1 beats is below 1 uV"
    ):
        tabulate(np.zeros(1000), (360, 360), np.array([400]), np.array(["N"]))


def test_a_records_table_counts_all_and_keeps_the_whole():
    samples = np.array([50, 400, 700, 950])
    ecg = np.zeros(1000)
    ecg[samples] = [1, 2, 4, 1]
    symbols = np.array(["N", "A", "V", "N"])
    table, attributes = tabulate(ecg, (360, 360), samples, symbols)
    assert attributes == {
        "annotated_beats": 4,
        "beats_outside": 0,
        "close_beats": 0,
        "reference": "record",
        "scaling": "per_record",
        "features": list(FEATURE_NAMES),
        "rhythm": list(RHYTHM),
    }
    assert table["label"].tolist() == ["S", "V"]
    assert table["sample"].tolist() == [400, 700]
    assert table["record"].tolist() == ["100", "100"]
    assert table["waveform"].dtype == np.float32
    assert table["waveform"][:, 100] == pytest.approx([2 / 3, 4 / 3])
    # Rhythm is of all annotated beats: the first kept one has an interval before it.
    assert table["rhythm"][0, 0] == pytest.approx(np.log(350 / 300))
    assert table["features"].dtype == np.float32
    assert table["features"].shape == (2, len(FEATURE_NAMES))
    assert np.array_equal(table["features"], compute_features(table, 100, 360))
