from evenbeat.study import aim_results
from evenbeat.study import aims as study_aims
from made_study import contrast


def test_few_gans_need_more_than_an_interval(parts):
    aims = {"better": {"macro_f1": {"none": 0}}}
    table = contrast(parts, "gan", aims)
    own = (table["first"] == "gan") & (table["measure"] == "macro_f1")
    listed = study_aims.list_aims(aims)
    assert aim_results.judge_aim(listed[0], table[own])[0]
    doubtful = table[own].assign(t_holm=0.06)
    reached, text = aim_results.judge_aim(listed[0], doubtful)
    assert not reached
    assert "does not differ for certain" in text
