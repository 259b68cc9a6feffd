import os
import shutil

import pytest
from evenbeat.cli.main import main


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "results"
    path.mkdir()
    (path / "metrics.json").write_text("{}")
    return path


def check(path, capsys):
    """Check, and return the exit status and the verdict on each file."""
    status = main(["check", str(path)])
    lines = capsys.readouterr().out.splitlines()
    return status, dict(line.split(": ", 1) for line in lines)


@pytest.mark.parametrize("target", ["nowhere", "link"])
def test_a_link_to_nothing_is_bad(folder, capsys, target):
    (folder / "link").symlink_to(target)
    status, verdicts = check(folder, capsys)
    assert status == 1
    assert verdicts[f"{folder}/link"].startswith("bad: cannot be read")


def test_links_to_folders_are_followed_once(folder, capsys):
    shutil.copytree(folder, elsewhere := folder.with_name("elsewhere"))
    (elsewhere / "back").symlink_to(folder)
    for name in ("a", "b"):
        (folder / name).symlink_to(elsewhere)
    (folder / "round").symlink_to(folder)
    status, verdicts = check(folder, capsys)
    assert status == 0
    assert list(verdicts.values()) == ["ok", "ok"]
    assert f"{folder}/metrics.json" in verdicts


def test_a_folder_without_files_is_bad(tmp_path, capsys):
    (tmp_path / ".hidden").touch()
    assert check(tmp_path, capsys) == (
        1,
        {str(tmp_path): "bad: there are no files in this folder"},
    )


@pytest.mark.parametrize("name", ["pipe", "pipe.h5", "pipe.json"])
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_pipe_is_not_read(tmp_path, capsys, command, name):
    os.mkfifo(tmp_path / name)
    assert main([command, str(tmp_path / name)]) == 1
    assert "not a regular file" in "".join(capsys.readouterr())


def test_a_device_is_bad(capsys):
    status, verdicts = check("/dev/null", capsys)
    assert status == 1
    assert verdicts["/dev/null"].startswith("bad: not a regular file")


def test_a_file_of_unknown_kind_is_not_ok(folder, capsys):
    path = folder / "train.h5.bak"
    path.touch()
    assert check(path, capsys) == (0, {str(path): "not checked: unknown kind of file"})


def test_the_path_is_printed_once(folder, capsys):
    path = folder / "train.h5"
    path.touch()
    main(["check", str(path)])
    line = capsys.readouterr().out
    assert line.startswith(f"{path}: bad: not intact: ")
    assert line.count(str(path)) == 1
