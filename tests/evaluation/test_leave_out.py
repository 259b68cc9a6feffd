import dataclasses

import numpy as np
import pytest
from evenbeat.evaluation.leave_out import tabulate_false_calls, tabulate_found, tabulate_without
from evenbeat.study import markdown
from made_study import macro_f1, make_parts, tabulate


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def tables(parts):
    return tabulate(parts)


def test_a_record_can_be_left_out(parts):
    table = tabulate_without(parts, ["232"]).set_index("arm")
    kept = parts["gan"].confusion[:, :, :2].sum(axis=2)
    assert table.loc["gan", "232"] == pytest.approx(macro_f1(kept).mean())
    assert table.loc["gan", "none"] == pytest.approx(parts["gan"].scores().mean())


def test_wrong_calls_are_counted_by_record(parts, tables):
    table = tabulate_false_calls(parts).set_index(["record", "class"])
    assert table.loc[("201", "S"), "none"] == pytest.approx(20)
    missed = parts["gan"].confusion[:, :, 1, 1, 0]
    assert table.loc[("213", "N"), "gan"] == pytest.approx(missed.mean())
    shown = markdown.sum_false_calls("gan", tables["false_calls"])
    assert shown[["called", "arm"]].to_numpy().tolist() == [
        ["N", "none"],
        ["N", "gan"],
        ["S", "none"],
        ["S", "gan"],
    ]
    assert shown["beats"].tolist()[2:] == ["60", "60"]
    assert shown["records"].iloc[2] == "201 (20), 213 (20), 232 (20)"


def test_few_wrong_calls_count_too(parts):
    confusion = np.zeros_like(parts["none"].confusion)
    confusion[0, 0, :2, 0, 1] = 1, 2
    some = {"none": dataclasses.replace(parts["none"], confusion=confusion), "gan": parts["gan"]}
    table = tabulate_false_calls({"none": some["none"]})
    assert table.to_numpy().tolist() == [["S", "201", 0.1], ["S", "213", pytest.approx(0.2)]]
    shown = markdown.sum_false_calls("gan", tabulate_false_calls(some)).set_index("arm")
    assert shown.loc["none", ["beats", "records"]].to_numpy().tolist() == [["0", ""]] * 2


def test_each_record_has_its_share_found(parts):
    table = tabulate_found(parts).set_index(["record", "class"])
    assert table.loc[("201", "N"), "beats"] == 520
    assert table.loc[("201", "N"), "gan"] == pytest.approx(500 / 520)
    assert table.loc[("213", "S"), "none"] < table.loc[("213", "S"), "gan"]
