import numpy as np
import pytest
from evenbeat.signal.filters import filter_lead
from evenbeat.signal.resampling import fill_gaps, mark_gaps, resample


def tone(rate, seconds=10, hertz=7.0):
    return 3 + np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)


@pytest.mark.parametrize("rate", [128, 250, 257, 360, 500, 359.99, 256.41, 1000 / 3])
def test_a_tone_is_the_same_at_another_rate(rate):
    found, expected = resample(tone(rate), rate, 360), tone(360)
    assert len(found) == round(len(tone(rate)) * 360 / rate)
    inner = slice(360, 3240)
    assert found[inner] == pytest.approx(expected[inner], abs=0.01)


@pytest.mark.parametrize("rate", [128, 250, 257, 320, 375])
def test_an_offset_adds_no_wave(rate):
    assert resample(tone(rate) + 300, rate, 360) == pytest.approx(
        resample(tone(rate), rate, 360) + 300, abs=1e-9
    )


def test_a_long_record_does_not_drift():
    """Half an hour at a rate whose ratio to the other has no small fraction."""
    rate = 360 * (1 + 4e-6)
    place = 649_000
    ecg = np.exp(-(((np.arange(650_000) - place) / 20) ** 2))
    found = resample(ecg, rate, 360)
    assert np.argmax(found) == round(place * 360 / rate)


def test_the_same_rate_changes_nothing():
    ecg = tone(360)
    assert resample(ecg, 360, 360) is ecg


def test_gaps_are_bridged_and_marked_again():
    ecg = tone(128)
    ecg[640:768] = np.nan
    filled, gaps = fill_gaps(ecg)
    assert np.isfinite(filled).all()
    marked = mark_gaps(resample(filled, 128, 360), gaps, 128, 360)
    seconds = np.flatnonzero(np.isnan(marked)) / 360
    assert seconds.min() == pytest.approx(5, abs=0.01)
    assert seconds.max() == pytest.approx(6, abs=0.01)
    options = {"low": 0.5, "high": 40, "order": 2}
    filtered = filter_lead(ecg, 128, 360, "bandpass", options)
    assert np.array_equal(np.isnan(filtered), np.isnan(marked))
