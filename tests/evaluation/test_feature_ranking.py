import numpy as np
import pytest
from evenbeat.evaluation.feature_ranking import rank_features

LABELS = np.array(list("NNNNVVSS"))
PATIENTS = np.array(["a"] * 8)


def rank(columns, labels=LABELS, patients=PATIENTS, classes=("N", "S", "V", "F")):
    names = [f"feature{place}" for place in range(len(columns))]
    table = rank_features(np.array(columns, float).T, names, labels, patients, classes)
    return table.set_index("feature")


def test_known_answers():
    table = rank([[1, 2, 3, 4, 5, 6, 0, 0], [1, 1, 1, 1, 1, 1, 1, 1], [1, 2, 3, 4, 2.5, 2.5, 9, 1]])
    assert table.columns.tolist() == ["S", "V"]
    assert table["V"].tolist() == [1, 0.5, 0.5]
    assert table["S"].tolist() == pytest.approx([0, 0.5, (1 + 0.125) / 2])


def test_patients_weigh_the_same():
    """Three beats of one patient lie above N, the one of another below: half of the patients."""
    labels = np.array(list("NNVVVV"))
    patients = np.array(list("aaaaab"))
    table = rank([[1, 1, 2, 2, 2, 0]], labels, patients)
    assert table.loc["feature0", "V"] == pytest.approx(0.5)
