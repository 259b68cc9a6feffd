import numpy as np
from evenbeat.evaluation.results import read_run_parts
from made_study import CLASSES, write_part


def test_tables_without_what_the_folds_chose_are_read(tmp_path):
    write_part(tmp_path, "gan_control", np.random.default_rng(0))
    (tmp_path / "interpatient_gan_control.json").unlink()
    parts = read_run_parts({"gan_control": tmp_path / "interpatient_gan_control.csv"}, CLASSES)
    assert list(parts) == ["gan_control"]
    assert parts["gan_control"].confusion.shape == (5, 2, 3, 2, 2)
