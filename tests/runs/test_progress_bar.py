"""What a terminal shows of a run: a bar for each rule, and still what went wrong."""

import os
import pty
import sys

import pytest

from runs.small_run import CONFIG, DATABASE, FILTERED


def show(run, *arguments):
    """Run Snakemake on a terminal of its own; give what it shows."""
    process, terminal = pty.fork()
    if not process:
        os.chdir(run.folder)
        command = [sys.executable, "-m", "snakemake", "--logger", "rich", "--cores", "1"]
        os.execv(sys.executable, [*command, *arguments])
    shown = b""
    with os.fdopen(terminal, "rb", buffering=0) as output:
        while chunk := read(output):
            shown += chunk
    os.waitpid(process, 0)
    return shown.decode()


def read(output):
    try:
        return output.read(4096)
    except OSError:  # so Linux says that nobody writes any longer
        return b""


@pytest.fixture
def target(run):
    path = f"{DATABASE}/beats.h5"
    (run.folder / path).unlink()
    return path


def test_a_bar_for_each_rule(run, target):
    shown = show(run, target, "--configfile", CONFIG)
    assert "segment beats" in shown
    assert "100%" in shown
    assert (run.folder / target).exists()


def test_what_went_wrong_is_shown(run, target):
    (run.folder / f"{FILTERED}/s02.h5").write_bytes(b"broken")
    shown = show(run, target, "--configfile", CONFIG)
    assert "s02.h5" in shown
    assert "Delete it and run again" in " ".join(shown.split())
