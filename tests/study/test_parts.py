import numpy as np
import pytest
from evenbeat.runtime.errors import InputError
from evenbeat.study.parts import read_parts
from made_study import write_part


def test_tables_of_committees_have_to_be_of_the_same_run(tmp_path):
    write_part(tmp_path, "none", np.random.default_rng(0))
    path = tmp_path / "committees/interpatient_none.csv"
    table = path.read_text()
    path.write_text(table.replace(",500,20,", ",499,20,", 1))
    with pytest.raises(InputError, match="other beats"):
        read_parts(tmp_path, 100)
    path.write_text("\n".join(table.splitlines()[:-3]) + "\n")
    with pytest.raises(InputError, match="other GANs or records"):
        read_parts(tmp_path, 100)
    path.unlink()
    with pytest.raises(InputError, match="kept without"):
        read_parts(tmp_path, 100)
