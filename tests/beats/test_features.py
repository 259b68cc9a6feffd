"""Features of beats, against values computed by hand."""

import re

import numpy as np
import pytest
from conftest import ROOT
from evenbeat.beats import features
from evenbeat.beats.features import FEATURE_NAMES, FEATURES, compute_features
from evenbeat.beats.rhythm import RHYTHM
from evenbeat.beats.table import UNITS

CENTRE, RATE = 100, 360
LENGTH = 300
PAGE = (ROOT / "docs/features.md").read_text()


def gaussian(sigma, centre=CENTRE, length=LENGTH):
    return np.exp(-0.5 * ((np.arange(length) - centre) / sigma) ** 2)


def waves(sampling_rate=RATE, centre=CENTRE, length=LENGTH):
    """Give P, QRS and T, ms from the R peak, at any sampling rate."""
    time = (np.arange(length) - centre) / sampling_rate * 1000
    waves = ((0.15, -120, 20), (1, 0, 12), (0.3, 280, 45))
    return sum(size * np.exp(-0.5 * ((time - at) / width) ** 2) for size, at, width in waves)


def table(waveform, template, rhythm=0.0):
    waveform, template = (np.atleast_2d(x).astype(np.float32) for x in (waveform, template))
    rhythm = np.broadcast_to(np.float32(rhythm), (len(waveform), len(RHYTHM)))
    return {"waveform": waveform, "template": template, "rhythm": rhythm}


def describe(waveform, template, centre=CENTRE, sampling_rate=RATE):
    """Give the features of one beat by name."""
    row = compute_features(table(waveform, template), centre, sampling_rate)[0]
    return dict(zip(FEATURE_NAMES, row.tolist(), strict=True))


def test_a_beat_like_its_template_differs_in_nothing():
    found = describe(waves(), waves())
    expected = {"correlation": 1, "size": 0, "distance": np.log(1e-3)}
    for name, value in found.items():
        window, _, comparison = name.partition("_")
        if window in features.WINDOWS:
            assert value == pytest.approx(expected[comparison], abs=0.02), name
    for name in ("width_ratio", "slope_ratio", "depth", "height"):
        assert found[name] == 0


def test_a_beat_twice_as_large():
    found = describe(2 * waves(), waves())
    for window in ("qrs", "peak"):
        assert found[f"{window}_correlation"] == pytest.approx(1, abs=1e-3)
        assert found[f"{window}_size"] == pytest.approx(np.log(2), abs=1e-3)
    assert found["slope_ratio"] == pytest.approx(np.log(2), abs=0.01)
    assert found["width_ratio"] == pytest.approx(0, abs=1e-3)
    assert found["height"] == pytest.approx(1)


def test_an_inverted_beat():
    found = describe(-gaussian(5), gaussian(5))
    assert found["qrs_correlation"] == pytest.approx(-1, abs=1e-3)
    assert found["qrs_size"] == pytest.approx(0, abs=1e-6)
    assert found["depth"] == pytest.approx(-1)
    assert found["height"] == pytest.approx(-2)


def test_a_distance_is_of_the_level_too():
    found = describe(waves() + 0.1, waves())
    assert found["t_distance"] == pytest.approx(np.log(0.101), abs=1e-4)
    assert found["t_size"] == pytest.approx(0, abs=1e-4)
    assert found["depth"] == pytest.approx(0.1)


@pytest.mark.parametrize(("sampling_rate", "sigma"), [(360, 5), (360, 9), (720, 10), (250, 5)])
def test_the_width_of_a_gaussian(sampling_rate, sigma):
    """Its squared slope is t^2 exp(-t^2 / sigma^2), of variance 3/2 sigma^2."""
    beat, usual = (gaussian(sigma * part, 150) for part in (1, 0.6))
    found = describe(beat, usual, 150, sampling_rate)
    width = sigma * np.sqrt(1.5) * 360 / sampling_rate
    assert found["width"] == pytest.approx(np.log(width), abs=0.02)
    assert found["width_ratio"] == pytest.approx(np.log(1 / 0.6), abs=0.03)
    # The steepest slope of a Gaussian is inverse to its sigma.
    assert found["slope_ratio"] == pytest.approx(np.log(0.6), abs=0.05)


@pytest.mark.parametrize(
    ("at", "windows"),
    [(-230, set()), (-120, {"p"}), (20, {"qrs", "peak"}), (80, {"qrs"}), (300, {"t"})],
)
@pytest.mark.parametrize(("sampling_rate", "centre", "length"), [(360, 100, 300), (720, 240, 700)])
def test_a_change_is_seen_in_its_window(at, windows, sampling_rate, centre, length):
    usual = waves(sampling_rate, centre, length)
    changed = usual.copy()
    changed[centre + round(at * sampling_rate / 1000)] += 1
    found = describe(changed, usual, centre, sampling_rate)
    assert {name for name in features.WINDOWS if found[f"{name}_distance"] > -6} == windows


def test_windows_are_the_same_at_another_sampling_rate():
    found, expected = (
        describe(
            *(1.5 * waves(*shape), 0.8 * waves(*shape) ** 2),
            centre=shape[1],
            sampling_rate=shape[0],
        )
        for shape in ((1000, 300, 860), (360, 108, 310))
    )
    comparable = [name for name in FEATURE_NAMES if not name.endswith("_size")]
    comparable.remove("slope_ratio")
    for name in comparable:
        assert found[name] == pytest.approx(expected[name], abs=0.05), name


def test_a_window_outside_of_the_beat_gives_zeros():
    found = describe(2 * waves()[: CENTRE + 30], waves()[: CENTRE + 30])
    for window in features.WINDOWS:
        values = [found[f"{window}_{name}"] for name in features.COMPARISONS]
        assert any(values) == (window != "t"), window


def test_a_beat_that_begins_at_its_r_peak_has_no_p_wave():
    found = describe(2 * waves()[CENTRE:], waves()[CENTRE:], centre=0)
    assert [found[f"p_{name}"] for name in features.COMPARISONS] == [0, 0, 0]
    assert found["qrs_size"] != 0


def test_columns_are_in_the_order_of_the_names():
    rng = np.random.default_rng(0)
    beats = table(rng.normal(size=(5, LENGTH)), rng.normal(size=(5, LENGTH)), np.arange(6.0))
    found = compute_features(beats, CENTRE, RATE)
    assert found.dtype == np.float32
    assert found.shape == (5, len(FEATURE_NAMES))
    assert FEATURE_NAMES[: len(RHYTHM)] == RHYTHM
    assert np.array_equal(found[:, : len(RHYTHM)], beats["rhythm"])
    assert FEATURE_NAMES[-1] == "height"
    height = beats["waveform"][:, CENTRE] - beats["template"][:, CENTRE]
    assert np.array_equal(found[:, -1], height)


@pytest.mark.parametrize("level", [0, -3, 1e4])
def test_features_of_flat_beats_are_finite(level):
    flat = np.full(LENGTH, level)
    for beats in (table(flat, flat), table(flat, waves()), table(waves(), flat)):
        assert np.isfinite(compute_features(beats, CENTRE, RATE)).all()


def test_other_columns_do_not_matter():
    beats = table(waves(), 0.9 * waves(), 0.1)
    others = beats | {"patient": np.array(["p"]), "features": np.zeros((1, 2))}
    expected = compute_features(beats, CENTRE, RATE)
    assert np.array_equal(compute_features(others, CENTRE, RATE), expected)


def test_no_beats_have_no_features():
    none = {name: column[:0] for name, column in table(waves(), waves()).items()}
    assert compute_features(none, CENTRE, RATE).shape == (0, len(FEATURE_NAMES))


def test_the_documentation_lists_every_feature_with_its_unit():
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert {name: unit for name, _, unit, _ in rows} == FEATURES
    assert [name for name, *_ in rows] == list(FEATURE_NAMES)


def test_the_documentation_gives_every_window():
    rows = re.findall(r"^\| `(\w+)` \| (-?\d+) \| (-?\d+) \|$", PAGE, re.MULTILINE)
    assert {name: (int(first), int(last)) for name, first, last in rows} == features.WINDOWS
    assert "from {} to {} ms".format(*features.QRS_SEARCH) in PAGE


def test_the_results_name_every_column_of_a_table_of_beats():
    page = (ROOT / "results/README.md").read_text()
    assert set(UNITS) <= set(re.findall(r"`(\w+)`", page))
