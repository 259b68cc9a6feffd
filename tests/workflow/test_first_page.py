"""The first page of the manual: its commands, as a user types them, on a folder of records."""

import re
import shlex
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, copy_project
from dry_runs import dry_run
from wfdb_folders import write_folder

MANUAL = (ROOT / "config/README.md").read_text()
PAGE = MANUAL.partition("## Your own data in ten minutes")[2].partition("\n## ")[0]
MAKE, DESCRIBE, QUICK, WHOLE = re.findall(r"^    (\S.*)$", PAGE, re.MULTILINE)


def install_command(folder):
    """Put the command where `make` puts it, beside the Python that runs the tests."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "requirements/evenbeat.sh", folder / "evenbeat")
    (folder / "python").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    for path in folder.iterdir():
        path.chmod(0o755)


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """Give a clone in which the command that describes a folder has run."""
    folder = tmp_path_factory.mktemp("first")
    write_folder(folder / "mine")
    copy_project(folder / "clone")
    install_command(folder / "clone/.venv/bin")
    done = subprocess.run(
        shlex.split(DESCRIBE.replace("/data/mine", str(folder / "mine"))),
        cwd=folder / "clone",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder / "clone"


def plan(folder, command):
    """Plan a command of the page; give the number of jobs by rule."""
    program, *arguments = shlex.split(command)
    assert program == ".venv/bin/snakemake"
    done = dry_run(folder, *arguments, "--dry-run")
    assert done.returncode == 0, done.stdout
    assert "results/mine/report.html" in done.stdout
    return dict(re.findall(r"^([a-z_]+) +(\d+)$", done.stdout, re.MULTILINE))


def test_make_can_install():
    _, target = MAKE.split()
    assert f"\n{target}: " in (ROOT / "Makefile").read_text()


def test_the_three_files_that_are_named_are_written(described):
    named = re.findall(r"^- `(config/mine\.\w+)`", PAGE, re.MULTILINE)
    assert len(named) == 3
    assert all((described / name).exists() for name in named)


def test_the_quick_run_has_two_arms_of_one_kind_and_no_network(described):
    jobs = plan(described, QUICK)
    assert jobs["train_estimator"] == "20"  # two splits, two arms, five seeds
    assert not {"train_gan", "train_network"} & set(jobs)


def test_the_whole_run_trains_gans(described):
    assert {"train_gan", "train_network", "train_estimator"} <= set(plan(described, WHOLE))
