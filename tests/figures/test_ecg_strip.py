import numpy as np
import pytest
from evenbeat.figures.ecg_strip import WRONG, find_strip, make_strip_figure
from evenbeat.io.hdf5 import write_datasets

CLASSES = ["N", "S", "V"]
RATE, RECORD_RATE = 100, 250


def test_the_strip_is_the_one_with_most_classes_then_most_rare_beats():
    record = np.array(["a"] * 6 + ["b"] * 4)
    times = np.array([1, 2, 3, 40, 41, 42, 20, 21, 22, 23.0])
    label = np.array(["V", "V", "V", "N", "V", "S", "N", "V", "V", "S"])
    assert find_strip(record, times, label) == ("b", 20.0)


def test_without_rare_beats_the_strip_is_the_first():
    assert find_strip(np.array(["a", "a"]), np.array([1.0, 2.0]), np.array(["N", "N"])) == ("a", 1)


@pytest.fixture
def artifacts(tmp_path):
    rng = np.random.default_rng(0)
    for record in ("a", "b"):
        write_datasets(
            tmp_path / f"x/filtered/{record}.h5",
            {"signal": (rng.normal(size=30 * RATE).astype(np.float32), "mV")},
            {"sampling_rate": RATE, "record_sampling_rate": float(RECORD_RATE)},
        )
    label = np.array(["N", "V", "N", "S"])
    said = {"none": ["N", "N", "N", "S"], "gan": ["N", "V", "N", "S"]}
    for arm, classes in said.items():
        probability = np.eye(3)[[CLASSES.index(cls) for cls in classes]]
        write_datasets(
            tmp_path / f"{arm}.h5",
            {
                "probability": (probability, "probability"),
                "label": (label.astype("S"), "class"),
                "record": (np.array(["x/b"] * 4).astype("S"), "record"),
                "sample": (np.array([10, 11, 12, 13]) * RECORD_RATE, "sample"),
            },
            {},
        )
    return (
        [str(tmp_path / "x/filtered")],
        {arm: str(tmp_path / f"{arm}.h5") for arm in said},
    )


def test_a_strip_shows_each_beat_as_annotated_and_as_each_arm_has_it(artifacts):
    draw, alt = make_strip_figure(*artifacts, CLASSES)["strip"]
    above, below = draw().axes
    letters = {(round(t.get_position()[0]), t.get_position()[1]): t for t in above.texts}
    assert letters[11, 0].get_text() == "V"
    assert letters[11, 1].get_text() == "[N]"
    assert letters[11, 1].get_color() == WRONG
    assert letters[11, 2].get_text() == "V"
    assert [tick.get_text() for tick in above.get_yticklabels()] == ["annotated", "none", "gan"]
    seconds = below.lines[0].get_xdata()
    assert (seconds[0], len(seconds)) == (10, 10 * RATE)
    assert alt == (
        "Record x/b from 10.0 s on: 4 test beats, annotated N V N S. Right of them: none 3, gan 4."
    )
