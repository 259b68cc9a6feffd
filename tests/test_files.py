import stat

import h5py
import numpy as np
import pytest
from evenbeat import files
from evenbeat.errors import InputError


def test_a_file_appears_when_the_block_succeeds(tmp_path):
    path = tmp_path / "folder" / "file.txt"
    with files.whole_file(path) as part:
        part.write_text("whole")
        assert not path.exists()
        assert part.suffix == ".txt"
    assert path.read_text() == "whole"
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) & 0o400


def fail_half_way(path):
    with files.whole_file(path) as part:
        part.write_text("half")
        raise RuntimeError


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        fail_half_way(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_json_comes_back_and_refuses_nan(tmp_path):
    path = tmp_path / "a.json"
    files.write_json(path, {"a": [1, 2.5]})
    assert files.read_json(path) == {"a": [1, 2.5]}
    with pytest.raises(ValueError, match="Out of range float"):
        files.write_json(path, {"a": float("nan")})
    assert files.read_json(path) == {"a": [1, 2.5]}


def test_datasets_carry_units_and_attributes(tmp_path):
    path = tmp_path / "a.h5"
    files.write_datasets(path, {"signal": (np.arange(3.0), "mV")}, {"record": "100"})
    arrays, attributes = files.read_datasets(path)
    assert arrays["signal"].tolist() == [0, 1, 2]
    assert attributes == {"record": "100"}
    with h5py.File(path) as file:
        assert file["signal"].attrs["unit"] == "mV"


@pytest.mark.parametrize("content", [b"", b"no HDF5", None])
def test_a_damaged_file_is_named_with_a_remedy(tmp_path, content):
    path = tmp_path / "broken.h5"
    if content is not None:
        path.write_bytes(content)
    with (
        pytest.raises(InputError, match=r"broken\.h5 cannot be read as HDF5.*run again"),
        files.open_hdf5(path),
    ):
        pass
    broken = tmp_path / "broken.json"
    broken.write_text('{"a": ')
    with pytest.raises(InputError, match=r"broken\.json is not JSON"):
        files.read_json(broken)


def test_arrays_come_back_and_objects_are_refused(tmp_path):
    path = tmp_path / "a.npy"
    files.write_array(path, np.eye(2, dtype=np.float32))
    assert files.read_array(path).tolist() == [[1, 0], [0, 1]]
    content = path.read_bytes()
    for cut in (0, 10, len(content) - 4):
        path.write_bytes(content[:cut])
        with pytest.raises(InputError, match="Delete it and run again"):
            files.read_array(path)
    np.save(path, np.array([{"a": 1}]), allow_pickle=True)
    with pytest.raises(InputError, match="not a NumPy array"):
        files.read_array(path)
