import numpy as np
import pytest
from evenbeat.classifier.predictions import average_predictions, write_predictions
from evenbeat.io.hdf5 import read_datasets
from evenbeat.runtime.errors import InputError

BEATS = {
    "label": np.array(["N", "V", "N"]),
    "record": np.array(["100", "100", "s20"]),
    "sample": np.array([5, 300, 7]),
}
SURE = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
UNSURE = np.array([[0.5, 0.5], [0.25, 0.75], [0, 1]], dtype=np.float32)
IDENTITY = {"split": "interpatient", "kind": "lda", "arm": "none", "seed": "0"}


def write(path, probabilities=SURE, classes=("N", "V"), **changes):
    write_predictions(path, BEATS | changes, probabilities, list(classes), IDENTITY)
    return path


def test_a_committee_predicts_the_mean_of_its_members(tmp_path):
    paths = [write(tmp_path / "a.h5"), write(tmp_path / "b.h5", UNSURE)]
    beats, mean = average_predictions(paths)
    assert mean.dtype == np.float32
    assert mean.tolist() == [[0.75, 0.25], [0.125, 0.875], [0.5, 0.5]]
    assert all(np.array_equal(beats[name], BEATS[name]) for name in BEATS)
    write(tmp_path / "c.h5", mean, **beats)
    assert np.array_equal(read_datasets(tmp_path / "c.h5")[0]["label"], [b"N", b"V", b"N"])


@pytest.mark.parametrize("changes", [{"sample": np.array([5, 301, 7])}, {"classes": ("V", "N")}])
def test_members_of_other_beats_or_classes_are_an_error(tmp_path, changes):
    paths = [write(tmp_path / "a.h5"), write(tmp_path / "b.h5", **changes)]
    with pytest.raises(InputError, match=r"b\.h5 has other beats or classes than .*a\.h5"):
        average_predictions(paths)
