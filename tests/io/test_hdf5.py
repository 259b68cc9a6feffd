import numpy as np
import pytest
from evenbeat.io.hdf5 import MOST_VALUES, open_hdf5, write_datasets


@pytest.mark.parametrize("number", [MOST_VALUES, MOST_VALUES + 1, 20_000])
def test_a_file_has_attributes_of_any_length(tmp_path, number):
    records = [f"mitdb/{index}" for index in range(number)]
    path = tmp_path / "beats.h5"
    write_datasets(path, {"beats": (np.zeros(3), "mV")}, {"records": records, "rate": 360})
    with open_hdf5(path) as file:
        assert list(file.attrs["records"]) == records
        assert file.attrs["rate"] == 360
