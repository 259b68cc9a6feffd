import numpy as np
import pytest
from evenbeat.evaluation.confusion import class_f1
from evenbeat.evaluation.results import Part, count_support
from made_parts import make_parts


def test_the_classes_of_macro_f1_stay_when_records_are_left_out(tmp_path):
    """Each of three records has 40 S, so that all have 120."""
    part = make_parts(tmp_path)["gan_control"]
    assert part.confusion.shape == (5, 2, 3, 2, 2)
    assert part.macro_classes == part.without("201").macro_classes == ["N", "S"]


def test_macro_f1_is_over_classes_with_enough_test_beats():
    confusion = np.zeros((1, 1, 2, 3, 3), dtype=int)
    confusion[0, 0, :] = [[90, 5, 5], [5, 50, 0], [2, 0, 1]]
    support = count_support(confusion, ["N", "V", "F"])
    assert support == {"N": 200, "V": 110, "F": 6}
    part = Part(confusion, ["100", "101"], ["N", "V", "F"], ["N", "V"])
    f1 = class_f1(confusion.sum(axis=2))[0, 0]
    assert part.scores()[0, 0] == pytest.approx(f1[:2].mean())
