"""What the study's screens are held against."""

import dataclasses
from types import SimpleNamespace

import pytest
from evenbeat.balancing.arm import Arm
from evenbeat.report.formatting import write_interval, write_number
from evenbeat.study import ablation
from evenbeat.study import page as study_page
from made_study import STUDY, make_parts, tabulate

ARMS = {
    "smote": ({"method": "smote"}, 9),
    "wgan": ({"method": "gan", "model": "wgan"}, 9),
    "wgan_real": ({"method": "gan_screened", "model": "wgan", "screen": "discriminator"}, 9),
    "hinge": ({"method": "gan", "model": "hinge"}, 9),
    "hinge_real": ({"method": "gan_screened", "model": "hinge", "screen": "discriminator"}, 4),
    "hinge_label": ({"method": "gan_screened", "model": "hinge", "screen": "label"}, 5),
    "hinge_control": ({"method": "gan_control", "model": "hinge", "screen": "label"}, 5),
    "lonely": ({"method": "gan_screened", "model": "transfer", "screen": "label"}, 9),
    "full_label": ({"method": "gan_screened", "model": "wgan", "screen": "label"}, 9),
    "full_control": ({"method": "gan_control", "model": "wgan", "screen": "label"}, 9),
}
HELD = {"wgan_real": "wgan", "hinge_label": "hinge_control", "full_label": "full_control"}


@pytest.mark.parametrize("arm", ARMS)
def test_a_screen_is_held_against_as_many_beats_without_it(arm):
    parts = {
        name: SimpleNamespace(arm=Arm.from_config(arm), facts={"added": {"S": [number]}})
        for name, (arm, number) in ARMS.items()
    }
    assert ablation.find_unscreened(arm, parts) == HELD.get(arm, "")


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """Give the tables of a study whose arm `gan` is screened, and `gan_control` its control."""
    parts = make_parts(tmp_path_factory.mktemp("study"))
    for name, method in (("gan", "gan_screened"), ("gan_control", "gan_control")):
        arm = parts[name].facts["arm"] | {"method": method, "screen": "label"}
        parts[name] = dataclasses.replace(parts[name], facts=parts[name].facts | {"arm": arm})
    return tabulate(parts)


def test_a_screened_arm_is_compared_with_the_other(tables):
    table = ablation.spread_screens(tables["arms"], tables["contrasts"])
    (row,) = table.to_dict("records")
    assert (row["screened"], row["less"], row["added"]) == ("gan", "gan_control", "S 7")
    means = tables["scores"].set_index(["arm", "measure"])["mean"]
    difference = means["gan", "macro_f1"] - means["gan_control", "macro_f1"]
    own = tables["contrasts"].set_index(["first", "second", "measure"])
    contrast = own.loc[("gan", "gan_control", "macro_f1")]
    over_gans = write_interval(contrast, "over_gans")
    assert row["macro-F1"] == f"{write_number(difference)} ({over_gans})"
    assert row["over records"] == write_interval(contrast, "over_records")
    assert row["t test"] == f"p {contrast['t']:.2g}"
    assert row["F1 of S"] == pytest.approx(means["gan", "f1_S"] - means["gan_control", "f1_S"])


def test_the_page_has_screens_where_there_are_any(tables, tmp_path):
    empty = {name: tables["arms"][:0] for name in ("quality", "quality_aims")}
    page = study_page.write_page(tables | empty, STUDY, {})
    assert "| gan | gan_control | S 7 | 0." in page
    page = study_page.write_page(tabulate(make_parts(tmp_path)) | empty, STUDY, {})
    assert "| screened | less |" not in page
