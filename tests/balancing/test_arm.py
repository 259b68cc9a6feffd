import pytest
from evenbeat.balancing.arm import Arm, read_arms

DESCRIBED = {
    "none": {"method": "none"},
    "weights": {"method": "class_weights", "power": 0.5},
    "smote": {"method": "smote", "classes": ["S"], "amount": 0.1, "neighbors": 5, "weight": 0.5},
    "gan": {"method": "gan", "model": "blog", "amount": 0.1},
    "control": {"method": "gan_control", "model": "blog", "screen": "label", "amount": 0.1},
    "tuned": {"method": "mixture", "components": 2, "tune": {"amount": [0.1, 0.2]}},
}


def test_an_arm_is_described_as_it_was_read():
    arms = read_arms(DESCRIBED)
    assert {name: arm.to_config() for name, arm in arms.items()} == DESCRIBED
    assert list(arms) == list(DESCRIBED)


def test_arms_with_a_gan_are_known():
    arms = read_arms(DESCRIBED)
    assert [name for name, arm in arms.items() if arm.uses_gan] == ["gan", "control"]


def test_settings_are_all_combinations():
    arm = Arm("gan", settings={"amount": 0.5}, tune={"amount": [0.1, 0.2], "weight": [1, 0.5]})
    grid = arm.grid()
    assert [(one.settings["amount"], one.settings["weight"]) for one in grid] == [
        *((0.1, 1), (0.1, 0.5), (0.2, 1), (0.2, 0.5))
    ]
    assert all(one.method == "gan" and not one.tune for one in grid)
    assert Arm("none").grid() == [Arm("none")]


def test_classes_can_be_tuned():
    arm = Arm("jitter", settings={"amount": 0.5}, tune={"classes": [["S"], ["S", "F"]]})
    assert [one.classes for one in arm.grid()] == [["S"], ["S", "F"]]


def test_an_arm_names_the_classes_that_it_may_fill():
    classes = ["N", "S", "V", "F"]
    assert Arm("smote").filled(classes) == classes
    assert Arm("smote", classes=["F", "S"]).filled(classes) == ["S", "F"]
    assert Arm("smote", classes=["Q"]).filled(classes) == []
    tuned = Arm("smote", tune={"classes": [["F"], ["V"]], "amount": [0.1]})
    assert tuned.filled(classes) == ["V", "F"]


def test_amounts_are_one_or_those_that_are_tried():
    assert Arm("smote", settings={"amount": 0.1}).amounts() == [0.1]
    assert Arm("smote", settings={"amount": 0.1}, tune={"amount": [0.2, 0.3]}).amounts() == [
        0.2,
        0.3,
    ]


@pytest.mark.parametrize(("name", "kind"), [("gan", "synthetic"), ("control", "control_label")])
def test_an_arm_names_the_files_of_its_synthetic_beats(name, kind):
    assert read_arms(DESCRIBED)[name].gan_file() == kind
