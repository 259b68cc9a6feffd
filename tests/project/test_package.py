"""Wheel and sdist: built, and used in a fresh environment outside the checkout."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import numpy as np
import pytest
import yaml
from conftest import ROOT
from evenbeat.beats.held_out import write_held_out

pytestmark = pytest.mark.processes


def call(*command, folder):
    """Run a command in a folder, with no path to the checkout in its environment."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, text=True
    )


def build(source, target, folder):
    """Build the wheel of a source folder."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", folder, "-t", target],
        cwd=source,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (made,) = Path(folder).iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel into a new environment; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, symlinks=True)
    python = folder / "bin/python"
    done = call(
        *(sys.executable, "-m", "pip", "--python", python),
        *("install", "--no-deps", "--no-index", wheel),
        folder=folder,
    )
    assert done.returncode == 0, done.stderr
    where = call(python, "-c", "import site; print(site.getsitepackages()[0])", folder=folder)
    shared = Path(np.__file__).parents[1]
    (Path(where.stdout.strip()) / "shared.pth").write_text(f"{shared}\n")
    return folder


def test_the_library_is_imported_from_the_environment(installed):
    done = call(
        installed / "bin/python", "-c", "import evenbeat; print(evenbeat.__file__)", folder="/"
    )
    assert done.stdout.startswith(str(installed)), done.stderr


def test_the_default_configuration_is_that_of_the_checkout(installed):
    code = (
        "import json\n"
        "from evenbeat.runtime.defaults import read_default_configuration\n"
        "print(json.dumps(read_default_configuration()))\n"
    )
    done = call(installed / "bin/python", "-c", code, folder="/")
    assert yaml.safe_load(done.stdout) == yaml.safe_load((ROOT / "config/config.yaml").read_text())


def test_the_command_works_outside_the_checkout(installed, tmp_path):
    write_held_out(tmp_path / "held_out.h5", np.array([True, False]), {"split": "interpatient"})
    done = call(installed / "bin/evenbeat", "show", "held_out.h5", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 of 2 are held out" in done.stdout
    version = call(installed / "bin/evenbeat", "--version", folder=tmp_path)
    assert version.stdout == "evenbeat 0.1.0\n"


def test_the_wheel_holds_all_modules_and_the_defaults(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    scripts = ROOT / "workflow/scripts"
    modules = {path.relative_to(scripts).as_posix() for path in scripts.glob("evenbeat/**/*.py")}
    assert names == modules | {"evenbeat/runtime/config.yaml"}


def test_the_sdist_gives_the_same_wheel(wheel, tmp_path):
    archive = build(ROOT, "sdist", tmp_path / "sdist")
    with tarfile.open(archive) as file:
        # Python 3.11.0 to 3.11.3 have no filters; the archive is our own.
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        file.extractall(tmp_path / "source", **safe)
    (source,) = (tmp_path / "source").iterdir()
    again = build(source, "wheel", tmp_path / "wheel")
    contents = [
        {name: archive.read(name) for name in archive.namelist()}
        for archive in map(zipfile.ZipFile, (wheel, again))
    ]
    assert contents[0] == contents[1]
