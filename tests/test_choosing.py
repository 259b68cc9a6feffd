import numpy as np
import pytest
from evenbeat import choosing
from evenbeat.metrics import score_predictions

CLASSES = ["N", "V"]


def test_settings_are_all_combinations():
    arm = {"method": "gan", "amount": 0.5, "tune": {"amount": [0.1, 0.2], "weight": [1, 0.5]}}
    settings = choosing.list_settings(arm)
    assert [(one["amount"], one["weight"]) for one in settings] == [
        *((0.1, 1), (0.1, 0.5), (0.2, 1), (0.2, 0.5))
    ]
    assert all(one["method"] == "gan" and "tune" not in one for one in settings)
    assert choosing.list_settings({"method": "none"}) == [{"method": "none"}]


def write(path, predicted, labels):
    choosing.write_tries(path, np.array(predicted, dtype=np.int8), np.array(labels), CLASSES)
    return path


def test_the_best_on_the_pooled_folds_is_chosen(tmp_path):
    """Two settings, one run; the second finds the only V of the second fold."""
    folds = [
        write(tmp_path / "0.h5", [[[0, 0, 0, 1]], [[0, 0, 0, 1]]], ["N", "N", "N", "V"]),
        write(tmp_path / "1.h5", [[[0, 0]], [[0, 1]]], ["N", "V"]),
    ]
    choice = choosing.choose_setting(folds, [{"a": 1}, {"a": 2}], CLASSES)
    assert choice["chosen"] == {"a": 2}
    labels = np.array(["N", "N", "N", "V", "N", "V"])
    for place, predicted in enumerate(([0, 0, 0, 1, 0, 0], [0, 0, 0, 1, 0, 1])):
        scores = score_predictions(labels, np.eye(2)[predicted], CLASSES)
        assert choice["macro_f1"][place] == [pytest.approx(scores["macro_f1"])]
        assert choice["f1"][place][0][1] == pytest.approx(scores["per_class"]["V"]["f1"])


def test_of_equals_the_first_is_chosen_and_runs_are_averaged(tmp_path):
    good, bad = [0, 1], [1, 0]
    fold = write(tmp_path / "0.h5", [[good, bad], [bad, good], [good, good]], CLASSES)
    choice = choosing.choose_setting([fold], ["a", "b", "c"], CLASSES)
    assert choice["macro_f1"] == [[1, 0], [0, 1], [1, 1]]
    assert choice["chosen"] == "c"
    assert choosing.choose_setting([fold], ["a", "b", "a"], CLASSES)["chosen"] == "a"
    equal = write(tmp_path / "1.h5", [[good, bad], [bad, good]], CLASSES)
    assert choosing.choose_setting([equal], ["a", "b"], CLASSES)["chosen"] == "a"
