"""What several test files share: small data, and a quiet TensorFlow on one thread."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np
import pytest
import yaml
from evenbeat.seals import seal

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

TRAINING = {
    "batch": 8,
    "least_beats": 8,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0002,
    "beta_1": 0.5,
    "real_label": 0.9,
    "precision": "float32",
}


@pytest.fixture(scope="session", autouse=True)
def deterministic():
    """Set TensorFlow up before any test uses it; afterwards it refuses."""
    from evenbeat.backend import use_threads  # here, so that it sees the variable set above

    use_threads(1)


@pytest.fixture(scope="session")
def training():
    return TRAINING


@pytest.fixture(scope="session")
def bumps():
    """Give 24 beats in [-1, 1]: one bump each, at slightly different places."""
    rng = np.random.default_rng(0)
    centre = 100 + rng.normal(0, 3, size=(24, 1))
    time = np.arange(300)
    return np.exp(-(((time - centre) / 8) ** 2)).astype(np.float32)


@contextlib.contextmanager
def forged(path, mode="a"):
    """Give an HDF5 file to change, and seal it as only someone who means it would."""
    with h5py.File(path, mode) as file:
        yield file
    seal(path)


ROOT = Path(__file__).parents[1]
REPORT = "results/demo/report.html"


# Of the processes that `make test` shares the tests out to, one makes each of these, once.
SHARED = ("finished", "undisturbed")


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items):
    """Keep together what shares a costly fixture, and begin with that."""
    groups = {item: group_of(item) for item in items}
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: groups[item] not in SHARED)


def group_of(item):
    shared = [name for name in SHARED if name in item.fixturenames]
    return shared[0] if shared else item.path.name


def copy_project(folder):
    """Copy what a clone would hold, with the changes that are not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).exists():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)


def snakemake(folder, *arguments, config=None):
    """Run Snakemake on the demonstration as a user would; give the finished process."""
    command = [sys.executable, "-m", "snakemake", "--cores", "2", *arguments]
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as changes:
        yaml.safe_dump(config or {}, changes)
        changes.flush()
        return subprocess.run(
            [*command, "--configfile", "config/demo.yaml", changes.name],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def planned_jobs(folder, *arguments, config=None):
    """Count the jobs that Snakemake would run, by rule."""
    done = snakemake(folder, "-n", *arguments, config=config)
    assert done.returncode == 0, done.stdout
    table = re.search(r"^Job stats:\n.*?\n-[- ]*\n(.*?)\n\n", done.stdout, re.DOTALL | re.MULTILINE)
    if table is None:
        assert "Nothing to be done" in done.stdout, done.stdout
        return {}
    jobs = {rule: int(number) for rule, number in map(str.split, table[1].splitlines())}
    del jobs["total"]
    jobs.pop("all", None)
    return jobs


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """Give a folder in which the demonstration has run to its end; it is not to be changed."""
    folder = tmp_path_factory.mktemp("demonstration")
    copy_project(folder)
    done = snakemake(folder)
    assert done.returncode == 0, done.stdout
    return folder


@pytest.fixture
def run(finished, tmp_path):
    """Give a copy of the finished demonstration, times of its files included."""
    folder = tmp_path / "run"
    shutil.copytree(finished, folder, symlinks=True)
    return folder
