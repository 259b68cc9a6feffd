import stat

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


def test_damaged_json_is_named_with_a_remedy(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"a": ')
    with pytest.raises(InputError, match=r"broken\.json is not JSON.*run again"):
        files.read_json(broken)


@pytest.mark.parametrize("text", ["[1]", "7", '{"a": 1}', "[" * 100_000])
def test_json_of_another_kind_is_refused(tmp_path, text):
    other = tmp_path / "other.json"
    other.write_text(text)
    with pytest.raises(InputError, match=r"other\.json (does not hold|is not JSON).*Delete it"):
        files.read_json(other, ["b"])
