import dataclasses

import numpy as np
import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.evaluation import compare_run
from evenbeat.evaluation.contrasts import resample_parts
from made_parts import COMPARISON, GAINS, macro_f1, make_parts


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def resampled(parts):
    return resample_parts(parts, COMPARISON)


def test_scores_are_those_of_the_confusions(parts, resampled):
    table = compare_run.score_arms(parts, resampled, COMPARISON).set_index(["arm", "measure"])
    for name, part in parts.items():
        by_classifier = np.array([[macro_f1(c.sum(axis=0)) for c in gan] for gan in part.confusion])
        row = table.loc[name, "macro_f1"]
        assert row["mean"] == pytest.approx(by_classifier.mean())
        assert row["sd"] == pytest.approx(by_classifier.mean(axis=1).std(ddof=1))
        for over in ("over_seeds", "over_records"):
            assert row[f"{over}_low"] < row["mean"] < row[f"{over}_high"]
        assert table.loc[(name, "sensitivity_N"), "mean"] == pytest.approx(500 / 520)


ARMS = {
    "none": Arm("none"),
    "smote": Arm("smote"),
    "gan": Arm("gan", "transfer"),
    "gan_control": Arm("gan_control", "transfer"),
}


def test_a_run_compares_gan_arms_with_others_and_all_with_nothing(parts):
    tables = compare_run.compare_run(parts, ARMS, COMPARISON)
    pairs = tables["contrasts"][["first", "second"]].drop_duplicates()
    assert set(pairs.itertuples(index=False, name=None)) == {
        ("smote", "none"),
        ("gan", "none"),
        ("gan", "smote"),
        ("gan_control", "none"),
        ("gan_control", "smote"),
    }
    assert set(tables["measures"]["arm"]) == set(GAINS)
    assert tables["without"].columns.tolist() == ["arm", "none", "232"]


def test_a_run_with_one_gan_has_intervals_and_no_tests(parts):
    single = {
        name: dataclasses.replace(part, confusion=part.confusion[:1])
        for name, part in parts.items()
    }
    tables = compare_run.compare_run(single, ARMS, COMPARISON)
    assert tables["contrasts"][["sd", "t", "wilcoxon"]].isna().all(axis=None)
    assert tables["measures"]["sd"].isna().all()
    assert tables["contrasts"]["over_seeds_low"].notna().all()


def test_a_run_of_one_arm_has_nothing_to_compare(parts):
    tables = compare_run.compare_run({"none": parts["none"]}, ARMS, COMPARISON)
    assert tables["contrasts"].empty
