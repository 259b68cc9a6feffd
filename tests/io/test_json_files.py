import pytest
from evenbeat.io import json_files
from evenbeat.runtime.errors import InputError


def test_json_comes_back_and_refuses_nan(tmp_path):
    path = tmp_path / "a.json"
    json_files.write_json(path, {"a": [1, 2.5]})
    assert json_files.read_json(path) == {"a": [1, 2.5]}
    with pytest.raises(ValueError, match="Out of range float"):
        json_files.write_json(path, {"a": float("nan")})
    assert json_files.read_json(path) == {"a": [1, 2.5]}


def test_damaged_json_is_named_with_a_remedy(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"a": ')
    with pytest.raises(InputError, match=r"broken\.json is not JSON.*run again"):
        json_files.read_json(broken)


@pytest.mark.parametrize("text", ["[1]", "7", '{"a": 1}', "[" * 100_000])
def test_json_of_another_kind_is_refused(tmp_path, text):
    other = tmp_path / "other.json"
    other.write_text(text)
    with pytest.raises(InputError, match=r"other\.json (does not hold|is not JSON).*Delete it"):
        json_files.read_json(other, ["b"])
