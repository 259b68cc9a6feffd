"""What the study's screens are held against."""

import dataclasses

import pytest
from evenbeat import study_page, study_screens
from evenbeat.words import write_number
from made_study import STUDY, make_parts, tabulate

ARMS = {
    "smote": {"method": "smote"},
    "gan": {"method": "gan", "model": "hinge"},
    "real": {"method": "gan_screened", "model": "hinge", "screen": "discriminator"},
    "label": {"method": "gan_screened", "model": "hinge", "screen": "label"},
    "label_control": {"method": "gan_control", "model": "hinge", "screen": "label"},
    "wgan": {"method": "gan", "model": "wgan"},
    "lonely": {"method": "gan_screened", "model": "transfer", "screen": "label"},
}
HELD = {"real": "gan", "label": "label_control"}


@pytest.mark.parametrize("arm", ARMS)
def test_a_screen_is_held_against_its_control_or_against_all_beats(arm):
    assert study_screens.find_unscreened(arm, ARMS) == HELD.get(arm, "")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Give the tables of a study whose arm `gan` is screened, and `gan_control` its control."""
    parts = make_parts(tmp_path_factory.mktemp("study"))
    for name, method in (("gan", "gan_screened"), ("gan_control", "gan_control")):
        arm = parts[name].facts["arm"] | {"method": method, "screen": "label"}
        parts[name] = dataclasses.replace(parts[name], facts=parts[name].facts | {"arm": arm})
    return tabulate(parts)


def test_a_screened_arm_is_compared_with_the_other(tables):
    table = study_screens.spread_screens(tables["arms"], tables["contrasts"])
    (row,) = table.to_dict("records")
    assert (row["arm"], row["less"]) == ("gan", "gan_control")
    means = tables["scores"].set_index(["arm", "measure"])["mean"]
    difference = means["gan", "macro_f1"] - means["gan_control", "macro_f1"]
    assert row["macro_f1"].startswith(f"{write_number(difference)} (")
    assert row["F1 S"] == pytest.approx(means["gan", "f1_S"] - means["gan_control", "f1_S"])
    assert (row["added"], row["added by the other"]) == ("S 7", "S 7")


def test_the_page_has_screens_where_there_are_any(tables, tmp_path):
    empty = {name: tables["arms"][:0] for name in ("quality", "quality_aims")}
    page = study_page.write_page(tables | empty, STUDY, {})
    assert "| gan | gan_control | 0." in page
    parts = make_parts(tmp_path)
    assert "What screens are worth" not in study_page.write_page(tabulate(parts) | empty, STUDY, {})
