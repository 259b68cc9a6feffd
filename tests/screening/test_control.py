from evenbeat.screening import control


def test_a_control_has_as_many_beats_drawn_at_random():
    rows = control.sample_control(100, 30, seed=0)
    assert len(set(rows.tolist())) == 30
    assert rows.tolist() == sorted(rows)
    assert rows.max() < 100
    assert rows.tolist() == control.sample_control(100, 30, seed=0).tolist()
    assert rows.tolist() != control.sample_control(100, 30, seed=1).tolist()
