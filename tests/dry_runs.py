"""Dry runs of Snakemake, all in one process beside the tests."""

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


@functools.cache
def planner():
    """Start the process that makes dry runs; it ends with this one, which holds its input."""
    return subprocess.Popen(
        [sys.executable, Path(__file__).with_name("planner.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def dry_run(folder, *arguments):
    """Make a dry run of Snakemake; give the finished process."""
    command = ["--cores", "2", *arguments]
    with tempfile.NamedTemporaryFile("r") as output:
        asked = [str(folder), command, dict(os.environ), output.name]
        print(json.dumps(asked), file=planner().stdin, flush=True)
        status = int(planner().stdout.readline())
        return subprocess.CompletedProcess(command, status, output.read())
