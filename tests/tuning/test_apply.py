from evenbeat.balancing.arm import Arm
from evenbeat.io.json_files import write_json
from evenbeat.tuning import apply


def test_a_tuned_arm_has_the_chosen_setting(tmp_path):
    arm = Arm("smote", settings={"neighbors": 5}, tune={"amount": [0.1, 0.2]})
    assert apply.apply_setting(arm, None) == arm
    chosen = {"method": "smote", "neighbors": 5, "amount": 0.2}
    write_json(tmp_path / "smote.json", {"chosen": chosen, "macro_f1": []})
    assert apply.apply_setting(arm, str(tmp_path / "smote.json")) == Arm.from_config(chosen)
