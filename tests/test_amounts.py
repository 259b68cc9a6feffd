import numpy as np
from evenbeat.amounts import list_filled, missing_beats, missing_of_labels


def test_a_rare_class_lacks_what_fills_its_share():
    counts = {"N": 45845, "S": 944, "V": 3788, "F": 414}
    assert {name: missing_beats(counts, name, 0.1) for name in counts} == {
        "N": 0,
        "S": 3640,
        "V": 796,
        "F": 4170,
    }


def test_full_balance_and_no_balance():
    counts = {"N": 100, "F": 30}
    assert missing_beats(counts, "F", 1) == 70
    assert missing_beats(counts, "F", 0) == 0


def test_labels_are_counted():
    labels = np.array(["N"] * 20 + ["V"] * 3)
    assert missing_of_labels(labels, "V", 0.5) == 7
    assert missing_of_labels(labels, "F", 0.5) == 10


def test_an_arm_names_the_classes_that_it_may_fill():
    classes = ["N", "S", "V", "F"]
    assert list_filled({}, classes) == classes
    assert list_filled({"classes": ["F", "S"]}, classes) == ["S", "F"]
    assert list_filled({"classes": ["Q"]}, classes) == []
    tuned = {"tune": {"classes": [["F"], ["V"]], "amount": [0.1]}}
    assert list_filled(tuned, classes) == ["V", "F"]
