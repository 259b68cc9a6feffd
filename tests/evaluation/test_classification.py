import numpy as np
import pytest
from evenbeat.evaluation.classification import score_predictions


def test_known_answer():
    labels = np.array(list("NNNNVVFF"))
    predicted = [0, 0, 0, 1, 1, 1, 0, 1]
    probabilities = np.eye(3)[predicted]
    found = score_predictions(labels, probabilities, ["N", "V", "F"], 1)
    assert found["confusion"] == [[3, 1, 0], [0, 2, 0], [1, 1, 0]]
    assert found["accuracy"] == pytest.approx(5 / 8)
    assert found["per_class"]["N"]["sensitivity"] == pytest.approx(3 / 4)
    assert found["per_class"]["N"]["positive_predictive_value"] == pytest.approx(3 / 4)
    assert found["per_class"]["V"]["f1"] == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert found["per_class"]["F"]["f1"] == 0
    assert found["per_class"]["F"]["positive_predictive_value"] == 0
    assert [found["per_class"][name]["support"] for name in "NVF"] == [4, 2, 2]
    assert found["macro_f1"] == pytest.approx((3 / 4 + 2 / 3 + 0) / 3)


def test_average_precision_ranks_by_probability():
    labels = np.array(list("NNVV"))
    probabilities = np.array([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.1, 0.9]])
    found = score_predictions(labels, probabilities, ["N", "V"], 1)
    assert found["per_class"]["V"]["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert found["macro_average_precision"] == pytest.approx(
        np.mean([values["average_precision"] for values in found["per_class"].values()])
    )


def test_perfect_predictions_score_one():
    labels = np.array(list("NVF") * 5)
    probabilities = np.eye(3)[[0, 1, 2] * 5]
    found = score_predictions(labels, probabilities, ["N", "V", "F"], 1)
    assert found["macro_f1"] == found["accuracy"] == found["macro_average_precision"] == 1


def test_rare_classes_do_not_count_in_the_means():
    labels = np.array(list("NNNNVVF"))
    probabilities = np.eye(3)[[0, 0, 0, 1, 1, 1, 0]]
    found = score_predictions(labels, probabilities, ["N", "V", "F"], 2)
    assert found["macro_classes"] == ["N", "V"]
    of_class = [found["per_class"][name] for name in "NV"]
    assert found["macro_f1"] == pytest.approx(np.mean([one["f1"] for one in of_class]))
    mean = np.mean([one["average_precision"] for one in of_class])
    assert found["macro_average_precision"] == pytest.approx(mean)
    assert found["accuracy"] == pytest.approx(5 / 7)
    assert score_predictions(labels, probabilities, ["N", "V", "F"], 5)["macro_classes"] == list(
        "NVF"
    )


@pytest.mark.parametrize("present", ["NV", "N"])
def test_a_class_without_beats_counts_in_no_mean(present):
    labels = np.array(list(present * 4))
    probabilities = np.eye(3)[["NVF".index(name) for name in labels]]
    found = score_predictions(labels, probabilities, ["N", "V", "F"], 1)
    assert found["macro_classes"] == list(present)
    assert found["macro_f1"] == found["macro_average_precision"] == 1
    assert found["per_class"]["F"]["average_precision"] == found["per_class"]["F"]["support"] == 0
