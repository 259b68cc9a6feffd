import numpy as np
import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.evaluation.classification import score_predictions
from evenbeat.tuning import select, trial

CLASSES = ["N", "V"]


def write(path, predicted, labels, classes=CLASSES):
    probabilities = np.eye(len(classes), dtype=np.float32)[np.array(predicted)]
    trial.write_trials(path, probabilities, np.array(labels), classes)
    return path


def test_the_best_on_the_pooled_folds_is_chosen(tmp_path):
    """Two settings, one run; the second finds the only V of the second fold."""
    folds = [
        write(tmp_path / "0.h5", [[[0, 0, 0, 1]], [[0, 0, 0, 1]]], ["N", "N", "N", "V"]),
        write(tmp_path / "1.h5", [[[0, 0]], [[0, 1]]], ["N", "V"]),
    ]
    arm = Arm("jitter", tune={"amount": [0.1, 0.2]})
    choice = select.select_setting(folds, arm, CLASSES, 1)
    assert choice["chosen"] == {"method": "jitter", "amount": 0.2}
    assert choice["settings"] == [{"method": "jitter", "amount": amount} for amount in (0.1, 0.2)]
    labels = np.array(["N", "N", "N", "V", "N", "V"])
    for place, predicted in enumerate(([0, 0, 0, 1, 0, 0], [0, 0, 0, 1, 0, 1])):
        scores = score_predictions(labels, np.eye(2)[predicted], CLASSES, 1)
        assert choice["macro_f1"][place] == [pytest.approx(scores["macro_f1"])]
        assert choice["f1"][place][0][1] == pytest.approx(scores["per_class"]["V"]["f1"])


def test_rare_classes_do_not_choose(tmp_path):
    """The second setting finds the only V, the first more of the N."""
    labels = ["N", "N", "F", "F", "V"]
    classes = ["N", "F", "V"]
    tries = [[[0, 0, 1, 1, 0]], [[0, 1, 1, 1, 2]]]
    write(tmp_path / "0.h5", tries, labels, classes)
    arm = Arm("jitter", tune={"amount": [0.1, 0.2]})
    choice = select.select_setting([tmp_path / "0.h5"], arm, classes, 2)
    assert choice["macro_classes"] == ["N", "F"]
    assert choice["chosen"]["amount"] == 0.1
    assert select.select_setting([tmp_path / "0.h5"], arm, classes, 1)["chosen"]["amount"] == 0.2


def test_of_equals_the_first_is_chosen_and_runs_are_averaged(tmp_path):
    good, bad = [0, 1], [1, 0]
    fold = write(tmp_path / "0.h5", [[good, bad], [bad, good], [good, good]], CLASSES)
    arm = Arm("jitter", tune={"amount": [0.1, 0.2, 0.3]})
    choice = select.select_setting([fold], arm, CLASSES, 1)
    assert choice["macro_f1"] == [[1, 0], [0, 1], [1, 1]]
    assert choice["chosen"]["amount"] == 0.3
    equal = write(tmp_path / "1.h5", [[good, bad], [bad, good]], CLASSES)
    arm = Arm("jitter", tune={"amount": [0.1, 0.2]})
    assert select.select_setting([equal], arm, CLASSES, 1)["chosen"]["amount"] == 0.1


def test_a_committee_averages_the_chosen_settings_of_its_members(tmp_path):
    """The first member's second setting is sure of N, the second member less so of V."""
    one, two = tmp_path / "one.h5", tmp_path / "two.h5"
    labels, arm = np.array(["N", "V"]), Arm("jitter", tune={"amount": [0.1, 0.2]})
    first = np.array([[[[0, 1], [0, 1]]], [[[0.9, 0.1], [0.4, 0.6]]]], dtype=np.float32)
    second = np.array([[[[0.3, 0.7], [0.3, 0.7]]]], dtype=np.float32)
    trial.write_trials(one, first, labels, CLASSES)
    trial.write_trials(two, second, labels, CLASSES)
    choices = [
        {"settings": [{"amount": 0.1}, {"amount": 0.2}], "chosen": {"amount": 0.2}},
        {"settings": [{"amount": 0.1}], "chosen": {"amount": 0.1}},
    ]
    members = [([one], choices[0]), ([two], choices[1])]
    scores = select.score_committee(members, arm, CLASSES, 1)
    assert scores["macro_f1"] == [[1]]
    assert scores["settings"] == [scores["chosen"]] == [arm.to_config()]
