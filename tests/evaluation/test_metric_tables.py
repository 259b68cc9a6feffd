import numpy as np
import pytest
from evenbeat.evaluation.metric_tables import summarise_arms, tabulate_metrics


def metrics(split, arm, seed, f1, classes):
    values = {"sensitivity": f1, "positive_predictive_value": f1, "f1": f1}
    return {
        "split": split,
        "kind": "cnn",
        "arm": arm,
        "seed": str(seed),
        "macro_classes": list("NV"),
        "macro_f1": f1,
        "accuracy": 0.9,
        "macro_average_precision": 0.5,
        "per_class": dict.fromkeys(classes, values),
    }


@pytest.fixture
def by_seed():
    return tabulate_metrics(
        [
            metrics("interpatient", "none", 0, 0.5, "NV"),
            metrics("interpatient", "none", 1, 0.7, "NV"),
            metrics("intrapatient", "none", 0, 0.9, "NVQ"),
        ]
    )


def test_a_row_for_each_classifier(by_seed):
    assert by_seed["seed"].tolist() == [0, 1, 0]
    assert by_seed["f1_V"].tolist() == [0.5, 0.7, 0.9]
    assert np.isnan(by_seed["f1_Q"]).tolist() == [True, True, False]


def test_kinds_are_kept_apart():
    both = [metrics("interpatient", "none", 0, f1, "NV") for f1 in (0.5, 0.7)]
    both[1]["kind"] = "lda"
    summary = summarise_arms(tabulate_metrics(both))
    assert summary[["kind", "macro_f1_mean"]].to_numpy().tolist() == [["cnn", 0.5], ["lda", 0.7]]


def test_a_row_for_each_arm_with_mean_and_spread(by_seed):
    summary = summarise_arms(by_seed)
    assert summary["split"].tolist() == ["interpatient", "intrapatient"]
    assert summary["kind"].tolist() == ["cnn", "cnn"]
    assert summary["macro_classes"].tolist() == ["N V", "N V"]
    assert summary["seeds"].tolist() == [2, 1]
    assert summary["macro_f1_mean"].tolist() == pytest.approx([0.6, 0.9])
    assert summary["macro_f1_sd"][0] == pytest.approx(np.std([0.5, 0.7], ddof=1))
    assert np.isnan(summary["macro_f1_sd"][1])
