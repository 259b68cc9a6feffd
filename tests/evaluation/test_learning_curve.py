import numpy as np
import pandas as pd
import pytest
from evenbeat.evaluation import learning_curve
from evenbeat.evaluation.per_record import KEYS, pair_columns

CLASSES = ["N", "S"]


def write_part(path, confusions):
    """Write the confusion matrices, N_N N_S S_N S_S, of one classifier by record."""
    rows = [[0, 0, record, *cells] for record, cells in confusions.items()]
    pd.DataFrame(rows, columns=KEYS + pair_columns(CLASSES)).to_csv(path, index=False)
    return str(path)


def make_scores(curves):
    """Make scores of kind lda on mitdb: {arm: {patients: a score for each draw}}."""
    return pd.DataFrame(
        [
            ("lda", "mitdb", arm, patients, draw, score, score)
            for arm, curve in curves.items()
            for patients, scores in curve.items()
            for draw, score in enumerate(scores)
        ],
        columns=[*learning_curve.POINT, "draw", "macro_f1", "f1_S"],
    )


def test_records_are_scored_by_database(tmp_path):
    path = write_part(
        tmp_path / "part.csv",
        {"mitdb/1": (8, 2, 0, 4), "mitdb/2": (10, 0, 2, 0), "svdb/1": (5, 0, 0, 5)},
    )
    scores = learning_curve.score_draws({("lda", "none", 4, 1): path}, CLASSES)
    assert scores["test_bed"].tolist() == ["mitdb", "svdb"]
    assert scores["f1_S"].tolist() == pytest.approx([2 * 4 / (2 * 4 + 2 + 2), 1])
    assert scores["macro_f1"].tolist() == pytest.approx([(36 / 40 + 2 / 3) / 2, 1])
    assert scores.loc[0, ["kind", "arm", "patients", "draw"]].tolist() == ["lda", "none", 4, 1]


def test_the_summary_is_over_draws():
    scores = make_scores({"none": {4: [0.4, 0.6]}})
    row = learning_curve.summarise_draws(scores).loc[0]
    assert row["draws"] == 2
    assert row["macro_f1_mean"] == pytest.approx(0.5)
    assert row["macro_f1_sd"] == pytest.approx(np.std([0.4, 0.6], ddof=1))


def test_beats_are_worth_the_patients_that_give_the_same_score():
    curves = {
        "none": {4: [0.4, 0.4], 16: [0.6, 0.6], 64: [0.7, 0.7]},
        "gan": {4: [0.5, 0.5], 16: [0.5, 0.5], 64: [0.8, 0.8]},
    }
    worth = learning_curve.value_arms(make_scores(curves), "none", 50, 0)
    of_macro = worth[worth["measure"] == "macro_f1"].set_index("patients")
    assert of_macro["worth"].tolist() == [4, 0, np.inf]
    assert of_macro["gain"].tolist() == pytest.approx([0.1, -0.1, 0.1])
    assert of_macro["low"].equals(of_macro["worth"])


def test_the_interval_is_over_draws():
    curves = {"none": {4: [0.4, 0.4], 16: [0.6, 0.6]}, "gan": {4: [0.4, 0.6], 16: [0.6, 0.6]}}
    scores = make_scores(curves)
    row = learning_curve.value_arms(scores, "none", 500, 0).iloc[0]
    assert (row["low"], row["worth"], row["high"]) == (0, 4, 12)
    again = learning_curve.value_arms(scores, "none", 500, 0)
    assert again.equals(learning_curve.value_arms(scores, "none", 500, 0))


def test_a_curve_that_falls_is_reached_where_it_is_first_high_enough():
    numbers, curve = np.array([4, 8, 16]), np.array([0.4, 0.6, 0.5])
    assert learning_curve.find_number(numbers, curve, 0.6, 4) == 4
    assert learning_curve.find_number(numbers, curve, 0.55, 8) == 0
    assert learning_curve.find_number(numbers, curve, 0.61, 4) == np.inf


def test_the_sentence_has_the_numbers_of_the_best_arm():
    curves = {
        "none": {4: [0.4, 0.4], 16: [0.6, 0.6]},
        "smote": {4: [0.45, 0.45], 16: [0.6, 0.6]},
        "gan": {4: [0.5, 0.7], 16: [0.6, 0.6]},
    }
    worth = learning_curve.value_arms(make_scores(curves), "none", 200, 0)
    assert learning_curve.describe_worth(worth) == [
        "lda on mitdb, 4 training patients: gan scores highest of the arms that add beats, +0.200 "
        "in macro-F1. That equals 12 more patients (95% bootstrap interval over 2 draws of "
        "patients: 4 to more than were drawn)."
    ]


def test_a_number_that_was_not_drawn_each_time_ends_the_curve():
    curves = {"none": {4: [0.4, 0.4], 16: [0.6]}, "gan": {4: [0.5, 0.6], 16: [0.6]}}
    worth = learning_curve.value_arms(make_scores(curves), "none", 100, 0)
    assert worth["patients"].unique().tolist() == [4]
    row = worth.iloc[0]
    assert (row["low"], row["high"]) == (4, 12)
    assert row["worth"] == pytest.approx(4 * 4**0.75 - 4, abs=1e-6)


def test_parts_are_known_by_kind_arm_and_draw():
    draws = {"patients4_draw1": (4, 1), "patients4_draw10": (4, 10), "interpatient": (61, 0)}
    paths = ["lda/patients4_draw10_smote.csv", "cnn/interpatient_gan_screened.csv"]
    parts = learning_curve.identify_parts(paths, draws)
    assert parts == {
        ("lda", "smote", 4, 10): paths[0],
        ("cnn", "gan_screened", 61, 0): paths[1],
    }
