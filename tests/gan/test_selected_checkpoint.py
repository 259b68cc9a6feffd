import pytest
from evenbeat.gan.selected_checkpoint import find_selected_checkpoint, read_selection
from evenbeat.io.json_files import write_json
from evenbeat.runtime.errors import InputError


def test_a_choice_is_read_whole(tmp_path):
    path = tmp_path / "milestones_F.json"
    for choice in ({"trained": True, "chosen": 5}, {"trained": False}, {}):
        write_json(path, choice)
        with pytest.raises(InputError, match=r"milestones_F\.json does not hold"):
            read_selection(path)
    whole = {"trained": True, "chosen": 5, "mmd2": {"5": 0.1}, "floor": 0.0}
    write_json(path, whole)
    assert read_selection(path) == whole


def test_the_chosen_milestone_is_found_by_its_epoch():
    paths = ["gan_F_epoch5.h5", "gan_F_epoch10.h5", "gan_F_epoch15.h5"]
    assert find_selected_checkpoint(paths, {"trained": True, "chosen": 5}) == paths[0]
    assert find_selected_checkpoint(paths, {"trained": False, "reason": "few"}) is None


def test_a_choice_of_another_milestone_is_refused():
    with pytest.raises(InputError, match=r"checkpoint, epoch 7, is not among gan_F_epoch5"):
        find_selected_checkpoint(["gan_F_epoch5.h5"], {"trained": True, "chosen": 7})
