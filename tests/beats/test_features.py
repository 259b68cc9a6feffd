import numpy as np
import pytest
from evenbeat.beats import features
from evenbeat.beats.rhythm import RHYTHM

CENTRE, RATE = 100, 360
SIGMA = 8.0  # samples


def bell(height=1.0, sigma=SIGMA, centre=CENTRE, length=300):
    return height * np.exp(-((np.arange(length) - centre) ** 2) / (2 * sigma**2))


def compute(waveform, template, centre=CENTRE, rate=RATE):
    beats = {"waveform": waveform[None], "template": template[None], "rhythm": np.zeros((1, 6))}
    found = features.compute_features(beats, centre, rate)
    return dict(zip(features.FEATURE_NAMES, found[0].tolist(), strict=True))


def test_a_beat_like_its_template():
    found = compute(bell(), bell())
    for window in ("qrs", "peak"):
        assert found[f"{window}_correlation"] == pytest.approx(1, abs=2e-3)
    for window in features.WINDOWS:
        assert found[f"{window}_size"] == 0
        assert found[f"{window}_distance"] == pytest.approx(np.log(features.LEAST))
    for name in ("width_ratio", "slope_ratio", "depth", "height"):
        assert found[name] == 0


def test_a_beat_of_twice_the_amplitude():
    found = compute(bell(2), bell())
    assert found["qrs_size"] == pytest.approx(np.log(2), abs=1e-3)
    assert found["slope_ratio"] == pytest.approx(np.log(2), abs=0.02)
    assert found["width_ratio"] == pytest.approx(0, abs=1e-3)
    assert found["height"] == pytest.approx(1)
    assert found["qrs_correlation"] == pytest.approx(1, abs=2e-3)


def test_an_inverted_beat():
    found = compute(-bell(), bell())
    assert found["peak_correlation"] == pytest.approx(-1, abs=2e-3)
    assert (found["depth"], found["height"]) == (pytest.approx(-1), pytest.approx(-2))


@pytest.mark.parametrize("rate", [360, 180])
def test_the_width_is_that_of_the_squared_slope(rate):
    """Of a bell curve it is sigma times the root of 3/2: here in samples at 360 Hz."""
    sigma, centre = SIGMA * rate / 360, CENTRE * rate // 360
    found = compute(bell(1, sigma, centre), bell(1, 2 * sigma, centre), centre, rate)
    assert np.exp(found["width"]) == pytest.approx(SIGMA * np.sqrt(1.5), rel=0.03)
    assert found["width_ratio"] == pytest.approx(-np.log(2), abs=0.06)


def test_rhythm_comes_first_and_unchanged():
    rng = np.random.default_rng(0)
    beats = {name: rng.normal(size=(4, 300)) for name in ("waveform", "template")}
    beats["rhythm"] = rng.normal(size=(4, 6))
    found = features.add_features(beats | {"patient": np.full(4, "")}, CENTRE, RATE)
    assert found["features"].shape == (4, len(features.FEATURE_NAMES))
    assert features.FEATURE_NAMES[:6] == RHYTHM
    assert found["features"][:, :6] == pytest.approx(beats["rhythm"], abs=1e-6)
    assert found["features"].dtype == np.float32


def test_a_window_outside_of_the_beat_is_zero():
    found = compute(bell(centre=10, length=40), bell(2, centre=10, length=40), centre=10)
    assert [found[f"p_{name}"] for name in features.COMPARISONS] == [0, 0, 0]


def test_a_flat_beat_has_finite_features():
    found = compute(np.zeros(300), np.zeros(300))
    assert np.isfinite(list(found.values())).all()


def test_no_beats_have_no_features():
    none = {name: np.empty((0, 300)) for name in ("waveform", "template")}
    found = features.compute_features(none | {"rhythm": np.empty((0, 6))}, CENTRE, RATE)
    assert found.shape == (0, len(features.FEATURE_NAMES))
