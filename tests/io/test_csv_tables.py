import numpy as np
import pandas as pd
from evenbeat.io.csv_tables import read_table, write_table


def test_a_table_comes_back_as_it_was(tmp_path):
    table = pd.DataFrame({"arm": ["none", "nan"], "record": ["100", "05"], "mean": [1 / 3, np.nan]})
    write_table(tmp_path / "new" / "table.csv", table)
    pd.testing.assert_frame_equal(read_table(tmp_path / "new" / "table.csv"), table, atol=0, rtol=0)


def test_digits_are_significant_ones(tmp_path):
    write_table(tmp_path / "table.csv", pd.DataFrame({"a": [1234.5678], "b": [7]}), digits=5)
    assert (tmp_path / "table.csv").read_text() == "a,b\n1234.6,7\n"


def test_missing_number_is_read_but_an_arm_may_be_called_nan(tmp_path):
    (tmp_path / "table.csv").write_text("split,arm,seed,f1_Q\ninterpatient,nan,0,\n")
    table = read_table(tmp_path / "table.csv")
    assert table.loc[0, "arm"] == "nan"
    assert np.isnan(table.loc[0, "f1_Q"])
