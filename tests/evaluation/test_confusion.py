import doctest

import numpy as np
import pytest
from evenbeat.evaluation import confusion as evaluation_confusion
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support


def test_examples():
    assert doctest.testmod(evaluation_confusion).failed == 0


def test_f1_is_that_of_scikit_learn():
    rng = np.random.default_rng(5)
    truth, predicted = rng.integers(0, 4, (2, 200))
    confusion = np.zeros((5, 5), int)
    np.add.at(confusion, (truth, predicted), 1)
    expected = f1_score(truth, predicted, labels=range(5), average=None, zero_division=0)
    assert evaluation_confusion.class_f1(confusion) == pytest.approx(expected)
    assert evaluation_confusion.measure_all(confusion)[0] == pytest.approx(expected.mean())


def test_measures_are_those_of_scikit_learn():
    rng = np.random.default_rng(6)
    truth, predicted = rng.integers(0, 4, (2, 300))
    classes = ["N", "S", "V", "F"]
    measured = dict(
        zip(
            evaluation_confusion.name_measures(classes),
            evaluation_confusion.measure_all(confusion_matrix(truth, predicted)),
            strict=True,
        )
    )
    precision, recall, f1, _ = precision_recall_fscore_support(truth, predicted)
    for index, name in enumerate(classes):
        assert measured[f"f1_{name}"] == pytest.approx(f1[index])
        assert measured[f"sensitivity_{name}"] == pytest.approx(recall[index])
        assert measured[f"positive_predictive_value_{name}"] == pytest.approx(precision[index])
    assert measured["macro_f1"] == pytest.approx(f1.mean())
    assert measured["accuracy"] == pytest.approx((truth == predicted).mean())


def test_macro_f1_is_over_the_classes_that_are_named():
    confusion = np.array([[8, 2, 0], [1, 4, 0], [0, 1, 0]])
    f1 = evaluation_confusion.class_f1(confusion)
    assert evaluation_confusion.measure_all(confusion, [0, 1])[0] == pytest.approx(f1[:2].mean())


def test_a_class_that_is_neither_there_nor_predicted_scores_zero():
    assert evaluation_confusion.measure_all(np.zeros((2, 2), dtype=int)).tolist() == [0] * 8
