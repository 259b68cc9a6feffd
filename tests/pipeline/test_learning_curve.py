import copy

import pytest
from evenbeat.pipeline.learning_curve import baseline_arm, check_learning_curve
from evenbeat.runtime.errors import InputError

CONFIG = {
    "run": {
        "databases": ["mitdb", "svdb"],
        "splits": ["interpatient"],
        "arms": ["smote", "none"],
    },
    "splits": {"interpatient": {"classes": ["N", "S"]}},
    "arms": {"none": {"method": "none"}, "smote": {"method": "smote"}},
    "learning_curve": {"left_out": "svdb"},
}


def test_the_baseline_is_the_arm_without_added_beats_wherever_it_stands():
    assert baseline_arm(CONFIG) == "none"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("learning_curve", "left_out"), "svbd", "left_out: svbd must be a database of run.data"),
        (
            ("learning_curve", "left_out"),
            "mitdb",
            "left_out: mitdb must be .* without test records",
        ),
        (("run", "splits"), ["intrapatient"], "add interpatient to run.splits"),
        (("splits", "interpatient"), {"classes": ["N", "V"]}, "S to splits.interpatient.classes"),
        (("run", "arms"), ["smote"], "needs exactly one arm with the method none; found"),
        (
            ("arms", "smote"),
            {"tune": {"amount": [1]}, "method": "smote"},
            "smote would be tuned on",
        ),
    ],
)
def test_a_run_that_cannot_draw_patients_is_refused(path, value, message):
    check_learning_curve(CONFIG, ["mitdb"])
    config = copy.deepcopy(CONFIG)
    config[path[0]][path[1]] = value
    with pytest.raises(InputError, match=message):
        check_learning_curve(config, ["mitdb"])
