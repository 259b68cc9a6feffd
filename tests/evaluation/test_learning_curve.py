import numpy as np
import pandas as pd
import pytest
from evenbeat.evaluation import learning_curve
from evenbeat.evaluation.patient_worth import POINT
from evenbeat.evaluation.per_record import KEYS, pair_columns

CLASSES = ["N", "S"]


def write_part(path, confusions):
    """Write the confusion matrices, N_N N_S S_N S_S, of one classifier by record."""
    rows = [[0, 0, record, *cells] for record, cells in confusions.items()]
    pd.DataFrame(rows, columns=KEYS + pair_columns(CLASSES)).to_csv(path, index=False)
    return str(path)


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
    columns = [*POINT, "draw", "macro_f1", "f1_S"]
    rows = [("lda", "mitdb", "none", 4, draw, f1, f1) for draw, f1 in enumerate((0.4, 0.6))]
    scores = pd.DataFrame(rows, columns=columns)
    row = learning_curve.summarise_draws(scores).loc[0]
    assert row["draws"] == 2
    assert row["macro_f1_mean"] == pytest.approx(0.5)
    assert row["macro_f1_sd"] == pytest.approx(np.std([0.4, 0.6], ddof=1))


def test_parts_are_known_by_kind_arm_and_draw():
    draws = {"patients4_draw1": (4, 1), "patients4_draw10": (4, 10), "interpatient": (61, 0)}
    paths = ["lda/patients4_draw10_smote.csv", "cnn/interpatient_gan_screened.csv"]
    parts = learning_curve.identify_parts(paths, draws)
    assert parts == {
        ("lda", "smote", 4, 10): paths[0],
        ("cnn", "gan_screened", 61, 0): paths[1],
    }
