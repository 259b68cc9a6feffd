import numpy as np
import pandas as pd
import pytest
from evenbeat.evaluation import patient_worth


def make_scores(curves):
    """Make scores of kind lda on mitdb: {arm: {patients: a score for each draw}}."""
    return pd.DataFrame(
        [
            ("lda", "mitdb", arm, patients, draw, score, score)
            for arm, curve in curves.items()
            for patients, scores in curve.items()
            for draw, score in enumerate(scores)
        ],
        columns=[*patient_worth.POINT, "draw", "macro_f1", "f1_S"],
    )


def test_beats_are_worth_the_patients_that_give_the_same_score():
    curves = {
        "none": {4: [0.4, 0.4], 16: [0.6, 0.6], 64: [0.7, 0.7]},
        "gan": {4: [0.5, 0.5], 16: [0.5, 0.5], 64: [0.8, 0.8]},
    }
    worth = patient_worth.value_arms(make_scores(curves), "none", 50, 0)
    of_macro = worth[worth["measure"] == "macro_f1"].set_index("patients")
    assert of_macro["worth"].tolist() == [4, 0, np.inf]
    assert of_macro["gain"].tolist() == pytest.approx([0.1, -0.1, 0.1])
    assert of_macro["low"].equals(of_macro["worth"])


def test_the_interval_is_over_draws():
    curves = {"none": {4: [0.4, 0.4], 16: [0.6, 0.6]}, "gan": {4: [0.4, 0.6], 16: [0.6, 0.6]}}
    scores = make_scores(curves)
    row = patient_worth.value_arms(scores, "none", 500, 0).iloc[0]
    assert (row["low"], row["worth"], row["high"]) == (0, 4, 12)
    again = patient_worth.value_arms(scores, "none", 500, 0)
    assert again.equals(patient_worth.value_arms(scores, "none", 500, 0))


def test_a_curve_that_falls_is_reached_where_it_is_first_high_enough():
    numbers, curve = np.array([4, 8, 16]), np.array([0.4, 0.6, 0.5])
    assert patient_worth.find_number(numbers, curve, 0.6, 4) == 4
    assert patient_worth.find_number(numbers, curve, 0.55, 8) == 0
    assert patient_worth.find_number(numbers, curve, 0.61, 4) == np.inf


def test_the_sentence_has_the_numbers_of_the_best_arm():
    curves = {
        "none": {4: [0.4, 0.4], 16: [0.6, 0.6]},
        "smote": {4: [0.45, 0.45], 16: [0.6, 0.6]},
        "gan": {4: [0.5, 0.7], 16: [0.6, 0.6]},
    }
    worth = patient_worth.value_arms(make_scores(curves), "none", 200, 0)
    assert patient_worth.describe_worth(worth) == [
        "lda on mitdb, 4 training patients: of the arms that add beats, gan has the highest "
        "macro-F1, 0.200 higher than without added beats. Its beats are worth 12 more patients "
        "(95% bootstrap interval over 2 draws of patients: 4 to more than were drawn)."
    ]


def test_a_number_that_was_not_drawn_each_time_ends_the_curve():
    curves = {"none": {4: [0.4, 0.4], 16: [0.6]}, "gan": {4: [0.5, 0.6], 16: [0.6]}}
    worth = patient_worth.value_arms(make_scores(curves), "none", 100, 0)
    assert worth["patients"].unique().tolist() == [4]
    row = worth.iloc[0]
    assert (row["low"], row["high"]) == (4, 12)
    assert row["worth"] == pytest.approx(4 * 4**0.75 - 4, abs=1e-6)
