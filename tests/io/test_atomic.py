import shutil
import signal
import stat
import subprocess
import sys

import pytest
from conftest import ROOT
from evenbeat.io import atomic
from evenbeat.runtime.errors import InputError


def test_a_file_appears_when_the_block_succeeds(tmp_path):
    path = tmp_path / "folder" / "file.txt"
    with atomic.atomic_write(path) as part:
        part.write_text("whole")
        assert not path.exists()
        assert part.suffix == ".txt"
    assert path.read_text() == "whole"
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) & 0o400


def fail_half_way(path):
    with atomic.atomic_write(path) as part:
        part.write_text("half")
        raise RuntimeError


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "file.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        fail_half_way(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_process_left_of_the_same_file_is_removed(tmp_path):
    begun = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, signal, sys; from evenbeat.io.atomic import atomic_write\n"
            "with atomic_write(sys.argv[1]): os.kill(os.getpid(), signal.SIGKILL)",
            tmp_path / "beats.[1].h5",
        ],
        cwd=ROOT / "workflow/scripts",
        check=False,
    )
    assert begun.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 1
    others = {
        ".beats.[1].h5",
        ".beats.[1].20240101.h5",
        ".beats.[2].abcdefgh.h5",
        ".beats.[1].abcdefgh.csv",
        "beats.[2].h5",
    }
    for name in others:
        (tmp_path / name).touch()
    with atomic.atomic_write(tmp_path / "beats.[1].h5") as part:
        part.write_text("whole")
    assert {path.name for path in tmp_path.iterdir()} == {"beats.[1].h5", *others}


def test_a_folder_is_no_file_and_a_file_no_folder(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for path in (tmp_path / "folder", tmp_path / "file" / "new.txt"):
        with (
            pytest.raises(InputError, match="folder with the name of the file"),
            atomic.atomic_write(path) as part,
        ):
            part.write_text("whole")
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file"}
    with pytest.raises(InputError, match="folder is a folder; expected a file"):
        atomic.refuse_folders([tmp_path / "file", tmp_path / "folder"])


def test_another_error_is_no_full_disk(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(FileNotFoundError), atomic.atomic_write(tmp_path / "new.txt"):
        (tmp_path / "missing").read_text()
