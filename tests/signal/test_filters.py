import numpy as np
import pytest
from evenbeat.runtime.errors import InputError
from evenbeat.signal.filters import FILTERS, filter_lead

RATE = 360
TIME = np.arange(60 * RATE) / RATE
OPTIONS = {
    "bandpass": {"low": 0.5, "high": 40, "order": 2},
    "wavelet": {"wavelet": "db5", "level": 9},
    "median": {"first": 200, "second": 600},
}


def amplitude(signal, frequency):
    """Measure a sine's amplitude in the middle of a signal."""
    inner = slice(10 * RATE, 50 * RATE)
    wave = np.exp(-2j * np.pi * frequency * TIME[inner])
    return 2 * abs(np.mean(signal[inner] * wave))


@pytest.fixture(params=OPTIONS)
def method(request):
    return lambda signal: FILTERS[request.param](signal, RATE, **OPTIONS[request.param])


def test_there_are_three():
    assert FILTERS.keys() == OPTIONS.keys()


def test_baseline_wander_is_removed(method):
    wander = 0.8 * np.sin(2 * np.pi * 0.15 * TIME) + 0.3
    assert amplitude(method(wander), 0.15) < 0.08
    assert abs(np.mean(method(wander))) < 0.02


def test_a_qrs_like_spike_keeps_place_and_height(method):
    spike = sum(np.exp(-(((TIME - second) / 0.02) ** 2)) for second in range(2, 58))
    filtered = method(spike)
    for second in (10, 30):
        window = filtered[second * RATE - 50 : second * RATE + 50]
        assert abs(int(np.argmax(window)) - 50) <= 1
        assert np.ptp(window) == pytest.approx(1, abs=0.25)


def test_lengths_stay_also_when_odd(method):
    for n in (7201, 7200):
        assert method(np.random.default_rng(0).normal(size=n)).shape == (n,)


def test_same_input_same_output_and_input_untouched(method):
    ecg = np.random.default_rng(0).normal(size=7200)
    before = ecg.copy()
    assert np.array_equal(method(ecg), method(ecg))
    assert np.array_equal(ecg, before)


def test_bandpass_keeps_10_hz_and_removes_100_hz():
    both = np.sin(2 * np.pi * 10 * TIME) + np.sin(2 * np.pi * 100 * TIME)
    filtered = FILTERS["bandpass"](both, RATE, **OPTIONS["bandpass"])
    assert amplitude(filtered, 10) == pytest.approx(1, abs=0.02)
    assert amplitude(filtered, 100) < 0.05


def test_wavelet_removes_white_noise_between_the_spikes():
    rng = np.random.default_rng(0)
    spikes = sum(np.exp(-(((TIME - second) / 0.04) ** 2)) for second in range(60))
    noisy = spikes + rng.normal(0, 0.05, size=len(spikes))
    filtered = FILTERS["wavelet"](noisy, RATE, **OPTIONS["wavelet"])
    between = np.abs(TIME[1:] % 1 - 0.5) < 0.2
    assert np.diff(filtered)[between].std() < 0.1 * np.diff(noisy)[between].std()


def test_a_flat_lead_stays_flat(method):
    assert np.abs(method(np.zeros(7200))).max() < 1e-12


def test_a_wavelet_that_does_not_exist_or_fit_is_an_error():
    with pytest.raises(InputError, match="db55 is not a discrete wavelet"):
        FILTERS["wavelet"](np.zeros(7200), RATE, wavelet="db55", level=9)
    with pytest.raises(InputError, match="level is 30; with db5, 7200 samples allow at most 9"):
        FILTERS["wavelet"](np.zeros(7200), RATE, wavelet="db5", level=30)


@pytest.mark.parametrize("rate", [250, RATE])
@pytest.mark.parametrize("name", OPTIONS)
def test_a_stretch_without_electrode_is_not_recorded(name, rate):
    """Its rail, 5 mV, must not reach the beats as what the filter leaves of it."""
    time = np.arange(60 * rate) / rate
    ecg = np.sin(2 * np.pi * 7 * time)
    ecg[20 * rate : 40 * rate] = 5
    missing = np.isnan(filter_lead(ecg, rate, RATE, name, OPTIONS[name]))
    assert missing[21 * RATE : 39 * RATE].all()
    assert not missing[: 20 * RATE - 2].any()
    assert not missing[40 * RATE + 2 :].any()


@pytest.mark.parametrize("level", [0, 0.005, 5, 163.8])
def test_a_lead_that_never_changes_is_refused(level):
    with pytest.raises(InputError, match="the lead never changes within 5 s"):
        filter_lead(np.full(7200, level), RATE, RATE, "bandpass", OPTIONS["bandpass"])
