import numpy as np
from evenbeat.balancing.deficit import class_deficit, count_pool, label_deficit


def test_a_rare_class_lacks_what_fills_its_share():
    counts = {"N": 45845, "S": 944, "V": 3788, "F": 414}
    assert {name: class_deficit(counts, name, 0.1) for name in counts} == {
        "N": 0,
        "S": 3640,
        "V": 796,
        "F": 4170,
    }


def test_full_balance_and_no_balance():
    counts = {"N": 100, "F": 30}
    assert class_deficit(counts, "F", 1) == 70
    assert class_deficit(counts, "F", 0) == 0


def test_labels_are_counted():
    labels = np.array(["N"] * 20 + ["V"] * 3)
    assert label_deficit(labels, "V", 0.5) == 7
    assert label_deficit(labels, "F", 0.5) == 10


def test_a_pool_has_several_beats_for_each_that_is_wanted():
    labels = np.array(["N"] * 20 + ["V"] * 3)
    assert count_pool(labels, "V", 0.5, pool=4) == {"wanted": 7, "made": 28}
    assert count_pool(labels, "N", 0.5, pool=4) == {"wanted": 0, "made": 0}
