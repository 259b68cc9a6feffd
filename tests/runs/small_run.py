"""Runs of the small configuration, to be broken on purpose."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import yaml
from conftest import copy_project

HERE = Path(__file__).parent
CONFIG = "tests/runs/small.yaml"
# Seconds after which a run hangs: far more than any takes on a busy machine.
HANGING = 2400
# Times of day, seconds, and what Snakemake leaves in a folder that it has touched.
NOT_COMPARED = {"logs", "benchmarks", ".snakemake_timestamp"}
# What a report says of when it was made, and of what the run cost.
OF_THE_RUN = re.compile(rb"<!-- (made|costs) -->.*?<!-- end of \1 -->", re.DOTALL)
SPLIT = "results/small/interpatient"
GAN = f"{SPLIT}/gan/blog/seed0"
CLASSIFIER = f"{SPLIT}/classifier/lda/gan_screened/seed0"
DATABASE = "results/small/databases/small"
FILTERED = f"{DATABASE}/filtered"  # a folder
REPORT = "results/small/report.html"

# A file that each kind of stage makes, in an order in which a run can make them.
STAGES = {
    "download": "resources/small/s02.dat",
    "filter": f"{FILTERED}/s02.h5",
    "beats": f"{DATABASE}/beats.h5",
    "GAN training": f"{GAN}/gan_V_epoch2.h5",
    "synthesis": f"{GAN}/synthetic_V.npy",
    "classifier": f"{CLASSIFIER}/model.skops",
    "scoring": f"{CLASSIFIER}/metrics.json",
    "report": REPORT,
}


class Run:
    """A folder with the project, in which the small configuration runs."""

    snakemake = (sys.executable, "-m", "snakemake")

    def __init__(self, folder):
        self.folder = folder

    def start(self, *arguments, cores=2, config=None, **environment):
        """Start Snakemake in a process group of its own."""
        changes = self.folder / ".changes.yaml"
        changes.write_text(yaml.safe_dump(config or {}))
        return subprocess.Popen(
            [*self.snakemake, "--cores", str(cores), *arguments, "--configfile", CONFIG, changes],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(HERE / "hooks")} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def finish(self, *arguments, **options):
        """Run Snakemake to its end; give its exit status and what it said."""
        process = self.start(*arguments, **options)
        try:
            output, _ = process.communicate(timeout=HANGING)
        finally:
            end(process)
        return process.returncode, output

    def complete(self, *arguments, **options):
        """Run Snakemake, which has to succeed; give what it said."""
        status, output = self.finish(*arguments, **options)
        assert status == 0, output
        return output

    def fail(self, *arguments, **options):
        """Run Snakemake, which has to fail without showing code; give what it said."""
        status, output = self.finish(*arguments, **options)
        assert status != 0, output
        assert "Traceback" not in output, output
        return output

    def pause(self, path, *arguments, **options):
        """Run until a job is about to put `path` in place and waits; give the process."""
        marker = self.folder / ".paused"
        marker.unlink(missing_ok=True)
        process = self.start(*arguments, PAUSE_AT=f"{path}$", PAUSED_FILE=str(marker), **options)
        try:
            wait_for(marker, process)
        except BaseException:
            end(process)
            raise
        return process

    def interrupt(self, path, number):
        """Run until a job is about to put `path` in place, then send the whole group a signal.

        One job at a time: Snakemake 9.27 waits for itself for ever when SIGTERM comes just as it
        sees to the end of another job.
        """
        return stop(self.pause(path, cores=1), number)

    def artifacts(self):
        """Find all that a run makes, but for what differs from one run to the next."""
        roots = [self.folder / "results", self.folder / "resources"]
        return {
            str(path.relative_to(self.folder)): path
            for root in roots
            for path in sorted(root.rglob("*"))
            if path.is_file() and not NOT_COMPARED & set(path.relative_to(self.folder).parts)
        }

    def contents(self):
        """Read all artifacts; the report without its date and costs."""
        read = {name: path.read_bytes() for name, path in self.artifacts().items()}
        reports = [name for name in read if name.endswith("report.html")]
        return read | {name: OF_THE_RUN.sub(b"", read[name]) for name in reports}

    def has_lost_nothing(self, before, but=()):
        """Tell whether all contents from before are there still, but for some files."""
        now = self.contents()
        return all(now.get(name) == before[name] for name in before.keys() - set(but))

    def stamps(self):
        """Tell of each artifact which file it is, and when it was written."""
        return {
            name: (path.stat().st_ino, path.stat().st_mtime_ns)
            for name, path in self.artifacts().items()
        }


def remove(path):
    """Remove what a job has made, a file or a folder."""
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def stop(process, number):
    """Send a run's whole group a signal; give what it said."""
    try:
        os.killpg(process.pid, number)
        output, _ = process.communicate(timeout=HANGING)
    finally:
        end(process)
    return output


def end(process):
    """End a run that has not ended by itself, with its jobs."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(path, process):
    """Wait until a file appears that a run is to make."""
    deadline = time.monotonic() + HANGING
    while not path.exists():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < deadline, path
        time.sleep(0.05)


def new_run(folder):
    """Make a run in a folder of its own."""
    copy_project(folder)
    return Run(folder)
