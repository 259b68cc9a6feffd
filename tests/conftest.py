"""What several test files share: small data, and a quiet TensorFlow on one thread."""

import contextlib
import dataclasses
import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np
import pytest
import yaml
from chromium import find_chromium, open_chromium
from dry_runs import dry_run
from evenbeat.gan.catalogue import MODELS
from evenbeat.io.checksum_trailer import append_checksum

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# What a shell starts in the background ignores Ctrl-C, and so would the processes that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parents[1]
REPORT = "results/demo/report.html"

# As by default, but with few beats, and a precision as the workflow gives it to a model.
TRAINING_OF = {
    name: model["training"] | {"batch": 8, "min_beats": 8, "precision": "float32"}
    for name, model in yaml.safe_load((ROOT / "config" / "config.yaml").read_text())["gan"][
        "models"
    ].items()
}
TRAINING = TRAINING_OF["blog"]
OF_ALL_CLASSES = [name for name, traits in MODELS.items() if traits.all_classes]


@pytest.fixture(scope="session", autouse=True)
def deterministic():
    """Set TensorFlow up before any test uses it; afterwards it refuses."""
    from evenbeat.nn.backend import use_threads  # here, so that it sees the variable set above

    use_threads(1)


@contextlib.contextmanager
def eagerly():
    """Compile nothing, which takes longer than a few steps of training."""
    from evenbeat.nn.backend import tf

    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)


@contextlib.contextmanager
def uncompiled():
    """Compile no training, but all the rest."""
    from evenbeat.gan import training_loop
    from evenbeat.nn.backend import tf

    def run_each(step):
        return lambda first, number: np.array(
            [step(tf.constant(index)) for index in range(first, first + number)]
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training_loop, "compile_steps", run_each)
        yield


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


@pytest.fixture(scope="session")
def beats_of_patients(bumps):
    """Give them as beats of three patients and three classes, with rhythms."""
    rng = np.random.default_rng(1)
    patient = np.repeat(["a", "b", "c"], 8)
    height = 1 + 0.5 * np.repeat([0, 1, 2], 8)[:, None]
    return {
        "waveform": (height * bumps).astype(np.float32),
        "template": (height * bumps.mean(axis=0)).astype(np.float32),
        "rhythm": rng.normal(0, 0.2, (24, 6)).astype(np.float32),
        "label": np.tile(["N", "N", "V", "N", "S", "N", "V", "N"], 3),
        "patient": patient,
        "sampling_rate": 360,
    }


def checkpoint_of(folder, name, beats):
    """Write the untrained GAN of a model as the milestone of class V."""
    from evenbeat.gan.catalogue import find_model
    from evenbeat.gan.checkpoints import write_checkpoint

    model = find_model(name)
    data, scaling = model.prepare(beats, TRAINING_OF[name])
    built = model.build(data, TRAINING_OF[name], 0)
    built.attributes = scaling | {"precision": "float32"}
    if name == "transfer":
        fixed = {
            part: model.fix_network(built.networks[part], "V")
            for part in ("generator", "discriminator")
        }
        built = dataclasses.replace(built, networks=fixed, optimizers={})
    path = folder / "gan_V_epoch1.h5"
    origin = {"split": "interpatient", "model": name, "seed": "0", "class": "V"}
    write_checkpoint(path, model, built, {"losses": np.zeros((1, 2))}, origin)
    return path


@pytest.fixture(scope="session")
def untrained(tmp_path_factory, beats_of_patients):
    return {
        model: checkpoint_of(tmp_path_factory.mktemp(model), model, beats_of_patients)
        for model in ("blog", "hinge", "transfer")
    }


def variables(trained):
    """List all that the training of a GAN changes."""
    return [variable for part in trained.variables().values() for variable in part]


def all_weights(trained):
    return [np.asarray(variable) for variable in variables(trained)]


@contextlib.contextmanager
def forged(path, mode="a"):
    """Give an HDF5 file to change, and seal it as only someone who means it would."""
    with h5py.File(path, mode) as file:
        yield file
    append_checksum(path)


# What takes longest begins, so that no process is left alone with it at the end. The first two make
# a whole run each, on which others would wait, but not the third; the second mostly waits itself.
LONGEST = (
    "test_rules.py",
    "test_slurm.py",
    "test_core.py",
    "test_models.py",
    "test_interruptions.py",
    "test_databases.py",
    "test_full_disk.py",
    "test_edited_files.py",
    "test_learning_curve.py",
    "test_memory.py",
    "test_invalidation.py",
    "test_report_in_browser.py",
    "test_report_in_print.py",
    "test_blog.py",
    "test_config.py",
    "test_checkpoints.py",
    "test_files.py",
    "test_training.py",
    "test_page.py",
    "test_configuration.py",
    "test_report_numbers.py",
    "test_places.py",
    "test_downloads.py",
    "test_dag.py",
)


# With one of these fixtures a test runs Snakemake, a browser or SLURM beside itself.
PROCESSES = {"browser", "finished", "project", "undisturbed"}


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items):
    """Mark what needs processes of its own; begin with what takes longest."""
    for item in items:
        if PROCESSES & set(item.fixturenames):
            item.add_marker(pytest.mark.processes)
    place = {name: index for index, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONGEST)))


def make_once(tmp_path_factory, name, make):
    """Give a folder that the first process that needs it fills for all."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, made = root / name, root / f"{name}.made"
    with open(root / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what an attempt that failed has left
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


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
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as changes:
        yaml.safe_dump(config or {}, changes)
        changes.flush()
        arguments = [*arguments, "--configfile", "config/demo.yaml", changes.name]
        if "-n" in arguments:
            return dry_run(folder, *arguments)
        return subprocess.run(
            [sys.executable, "-m", "snakemake", "--cores", "2", *arguments],
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


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Give a folder in which nothing has run yet."""
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    return folder


@pytest.fixture(scope="session")
def finished(tmp_path_factory):
    """Give a folder in which the demonstration has run to its end; it is not to be changed."""

    def make(folder):
        copy_project(folder)
        done = snakemake(folder)
        assert done.returncode == 0, done.stdout

    return make_once(tmp_path_factory, "demonstration", make)


@pytest.fixture
def run(finished, tmp_path):
    """Give a copy of the finished demonstration, times of its files included."""
    folder = tmp_path / "run"
    shutil.copytree(finished, folder, symlinks=True)
    return folder


@pytest.fixture(scope="session")
def small_report(tmp_path_factory):
    """Give a report of a few made-up results, and these; neither is to be changed."""

    def make(folder):
        from evenbeat.report.page import write_report
        from report_artifacts import configuration, make_artifacts

        inputs = make_artifacts(folder)
        write_report(folder / "report.html", inputs, configuration())
        (folder / "inputs.json").write_text(json.dumps(inputs))

    folder = make_once(tmp_path_factory, "small", make)
    return folder / "report.html", json.loads((folder / "inputs.json").read_text())


@pytest.fixture(scope="session")
def study_report(tmp_path_factory):
    """Give the report of a run of the whole study's size, made up; it is not to be changed."""

    def make(folder):
        from evenbeat.report.page import write_report
        from report_artifacts import configuration, make_artifacts, study_size

        size = study_size()
        inputs = make_artifacts(folder, size)
        write_report(folder / "report.html", inputs, configuration(size.arms, size.kinds))

    return make_once(tmp_path_factory, "study", make) / "report.html"


@pytest.fixture(scope="module")
def browser():
    """Give a browser; where there is none, tests that need it are skipped."""
    if find_chromium() is None:
        reason = "no Chromium here; on Debian: apt-get install chromium"
        # The build has to run these tests.
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with open_chromium() as browser:
        yield browser
