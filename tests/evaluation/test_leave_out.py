import pytest
from evenbeat.evaluation.leave_out import tabulate_found, tabulate_without
from made_parts import macro_f1, make_parts


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("parts"))


def test_a_record_can_be_left_out(parts):
    table = tabulate_without(parts, ["232"]).set_index("arm")
    kept = parts["gan"].confusion[:, :, :2].sum(axis=2)
    assert table.loc["gan", "232"] == pytest.approx(macro_f1(kept).mean())
    assert table.loc["gan", "none"] == pytest.approx(parts["gan"].scores().mean())


def test_each_record_has_its_share_found(parts):
    table = tabulate_found(parts).set_index(["record", "class"])
    assert table.loc[("201", "N"), "beats"] == 520
    assert table.loc[("201", "N"), "gan"] == pytest.approx(500 / 520)
    assert table.loc[("213", "S"), "none"] < table.loc[("213", "S"), "gan"]
