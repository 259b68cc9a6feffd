import h5py
import numpy as np
import pytest
from evenbeat.beats.synthetic import read_synthetic_rows, write_synthetic_rows
from evenbeat.io.checksum_trailer import verify_checksum
from evenbeat.io.hdf5 import open_hdf5, read_datasets, write_datasets
from evenbeat.runtime.errors import InputError


def test_datasets_carry_units_and_attributes(tmp_path):
    path = tmp_path / "a.h5"
    write_datasets(path, {"signal": (np.arange(3.0), "mV")}, {"record": "100"})
    arrays, attributes = read_datasets(path)
    assert arrays["signal"].tolist() == [0, 1, 2]
    assert attributes == {"record": "100"}
    with h5py.File(path) as file:
        assert file["signal"].attrs["unit"] == "mV"


def test_arrays_come_back(tmp_path):
    path = tmp_path / "a.npy"
    write_synthetic_rows(path, np.eye(2, dtype=np.float32))
    assert read_synthetic_rows(path).tolist() == np.load(path).tolist() == [[1, 0], [0, 1]]


@pytest.fixture(params=["a.h5", "a.npy"])
def sealed(request, tmp_path):
    path = tmp_path / request.param
    if path.suffix == ".h5":
        write_datasets(path, {"signal": (np.arange(300.0), "mV")}, {"record": "100"})
    else:
        write_synthetic_rows(path, np.arange(300.0))
    verify_checksum(path)
    return path


def test_any_byte_that_changed_is_noticed(sealed):
    content = sealed.read_bytes()
    for place in range(0, len(content), 41):
        sealed.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(InputError, match=r"is not intact.*Delete it and run again"):
            verify_checksum(sealed)


def test_any_length_but_its_own_is_noticed(sealed):
    content = sealed.read_bytes()
    for length in [*range(0, len(content), 41), len(content) - 1]:
        sealed.write_bytes(content[:length])
        with pytest.raises(InputError, match="is missing"):
            verify_checksum(sealed)
    sealed.write_bytes(content + b"\n")
    with pytest.raises(InputError, match="is missing"):
        verify_checksum(sealed)


def test_a_missing_file_is_named(tmp_path):
    with (
        pytest.raises(InputError, match=r"gone\.h5 cannot be read.*Run again"),
        open_hdf5(tmp_path / "gone.h5"),
    ):
        pass
