import pytest
from evenbeat.study import aims
from made_study import make_parts


@pytest.fixture(scope="module")
def parts(tmp_path_factory):
    return make_parts(tmp_path_factory.mktemp("study"))


def test_controls_are_held_against_what_the_best_gan_is(parts):
    pairs = aims.list_pairs(parts, ["gan"], ["none"], ["smote", "jitter"], {"smote": ""})
    assert pairs == [("gan", "smote"), ("gan", "none"), ("smote", "none"), ("gan_control", "none")]
