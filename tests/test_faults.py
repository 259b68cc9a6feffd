"""Bad input ends in a clear message, and finished work stays as it was."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import h5py
import numpy as np
import pytest
from conftest import REPORT, planned_jobs, snakemake

GAN = "results/demo/interpatient/gan/blog/seed0"


def contents(folder):
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted((folder / "results/demo").rglob("*"))
        if path.is_file() and not {"logs", "benchmarks"} & set(path.parts)
    }


def refetch(run, config=None):
    """Delete one fetched signal and ask for it again."""
    before = contents(run)
    (run / "resources/simulated/s01.dat").unlink()
    config = {"database": {"attempts": 1, **(config or {})}}
    done = snakemake(run, "resources/simulated/s01.dat", config=config)
    assert done.returncode != 0
    assert "Traceback" not in done.stdout
    assert contents(run) == before
    fetched = {path.name for path in (run / "resources/simulated").glob("s01.*")}
    assert fetched == {"s01.hea", "s01.atr"}
    return done.stdout


def test_a_wrong_byte(run):
    path = run / "resources/simulated_source/s01.dat"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)
    assert "published is" in refetch(run)


def test_a_signal_cut_short(run):
    path = run / "resources/simulated_source/s01.dat"
    path.write_bytes(path.read_bytes()[:-100])
    assert "s01.dat could not be fetched" in refetch(run)


def test_missing_annotations(run):
    (run / "resources/simulated_source/s01.atr").unlink()
    (run / "resources/simulated/s01.atr").unlink()
    done = snakemake(run, "resources/simulated/s01.atr", config={"database": {"attempts": 1}})
    assert done.returncode != 0
    assert "s01.atr could not be fetched" in done.stdout


def test_no_network(run):
    output = refetch(run, {"url": "http://127.0.0.1:9/"})
    assert "Check the network and database.url in the configuration" in output


def test_another_sampling_rate(run):
    before = contents(run)
    target = "results/demo/filtered/s01.h5"
    done = snakemake(run, target, config={"signal": {"sampling_rate": 250}})
    assert done.returncode != 0
    assert "s01.hea says 360 Hz; signal.sampling_rate in the configuration is 250 Hz" in done.stdout
    # Snakemake removes what it is about to make anew, and nothing else.
    assert before.keys() - contents(run).keys() <= {Path(target)}


def test_a_class_with_too_few_beats_for_a_gan(run):
    """The run goes on without that GAN and the report says so."""
    config = {
        "gan": {"training": {"least_beats": 60}},
        "run": {"splits": ["interpatient"], "arms": ["gan"]},
    }
    done = snakemake(run, REPORT, config=config)
    assert done.returncode == 0, done.stdout
    with h5py.File(run / f"{GAN}/gan_F_epoch16.h5") as file:
        assert not file.attrs["trained"]
        reason = file.attrs["reason"]
    assert reason.endswith("training beats, 60 are needed")
    assert np.load(run / f"{GAN}/synthetic_F.npy").shape == (0, 300)
    assert len(np.load(run / f"{GAN}/synthetic_S.npy")) > 0
    assert reason in (run / REPORT).read_text()


def test_divergence_fails_the_job_and_keeps_the_milestone_before(run):
    """Spoil the training beats behind Snakemake's back, as a failing disk would."""
    kept = (run / f"{GAN}/gan_F_epoch8.h5").read_bytes()
    train = run / "results/demo/interpatient/train.h5"
    times = train.stat()
    with h5py.File(train, "r+") as file:
        file["waveform"][...] = np.nan
    os.utime(train, ns=(times.st_atime_ns, times.st_mtime_ns))
    target = run / f"{GAN}/gan_F_epoch16.h5"
    target.unlink()
    done = snakemake(run, f"{GAN}/gan_F_epoch16.h5")
    assert done.returncode != 0
    assert "loss is not finite" in done.stdout
    assert not target.exists()
    assert (run / f"{GAN}/gan_F_epoch8.h5").read_bytes() == kept


def test_a_damaged_milestone_is_named(run):
    path = run / f"{GAN}/gan_F_epoch8.h5"
    times = path.stat()
    path.write_bytes(path.read_bytes()[:5000])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    (run / f"{GAN}/gan_F_epoch16.h5").unlink()
    done = snakemake(run, f"{GAN}/gan_F_epoch16.h5")
    assert done.returncode != 0
    assert "gan_F_epoch8.h5" in done.stdout
    assert "Delete it and run again" in done.stdout


@pytest.fixture
def started(run):
    """Start training two segments anew in a process group of their own."""
    for epoch in (8, 16):
        (run / f"{GAN}/gan_F_epoch{epoch}.h5").unlink()
    shutil.rmtree(run / "results/demo/logs/train_gan")
    command = [sys.executable, "-m", "snakemake", "--cores", "1", f"{GAN}/gan_F_epoch16.h5"]
    process = subprocess.Popen(
        [*command, "--configfile", "config/demo.yaml"],
        cwd=run,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_sigkill_in_a_gan_loses_one_segment(finished, run, started):
    log = run / "results/demo/logs/train_gan/interpatient_blog_seed0_F_epoch16.log"
    deadline = time.monotonic() + 300
    while not log.exists():
        assert started.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    assert not (run / f"{GAN}/gan_F_epoch16.h5").exists()

    assert snakemake(run, "--unlock").returncode == 0
    target = f"{GAN}/gan_F_epoch16.h5"
    assert planned_jobs(run, target) == {"train_gan": 1}
    done = snakemake(run, target)
    assert done.returncode == 0, done.stdout
    assert (run / target).read_bytes() == (finished / target).read_bytes()
