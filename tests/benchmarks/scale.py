"""What it costs Snakemake to plan runs of growing size: time and memory of dry runs, nothing run.

Usage: python tests/benchmarks/scale.py [SEEDS ...]

Every size has four models of GANs, those of `intrapatient` with ten milestones for each of its four
rare classes, and for each GAN seed a classifier of six arms.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from itertools import product

import yaml

MODELS = ("blog", "wgan", "hinge", "transfer")
SEEDS = (12, 25, 50, 100, 125)
PROFILES = ("default", "slurm")


def configure(seeds):
    """Make the configuration of a size."""
    checkpoints = {"intrapatient": {cls: {"every": 1, "last": 10} for cls in "SVFQ"}}
    arms = {f"with_{model}": {"method": "gan", "model": model, "amount": 0.1} for model in MODELS}
    return {
        "pathvars": {"results": "results/scale"},
        "run": {"splits": ["intrapatient"], "arms": ["none", "smote", *arms]},
        "gan": {
            "seeds": seeds,
            "models": {model: {"checkpoints": checkpoints} for model in MODELS},
        },
        "arms": arms,
        "classifier": {"seeds": 1},
    }


def plan(config, profile):
    """Plan a run; give its jobs, seconds and MiB of the process."""
    with tempfile.NamedTemporaryFile("w+", suffix=".yaml") as file, tempfile.TemporaryFile() as log:
        yaml.safe_dump(config, file)
        file.flush()
        command = [sys.executable, "-m", "snakemake", "-n", "--quiet", "rules", "--nolock"]
        command += ["--cores", "1", "--workflow-profile", f"profiles/{profile}"]
        started = time.monotonic()
        process = subprocess.Popen([*command, "--configfile", file.name], stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        log.seek(0)
        output = log.read().decode()
    assert status == 0, output[-3000:]
    return (
        int(re.search(r"^total +(\d+)", output, re.MULTILINE)[1]),
        seconds,
        usage.ru_maxrss / 1024,
    )


if __name__ == "__main__":
    print("| GAN seeds | profile | jobs | seconds | MiB | ms a job |\n|---|---|---|---|---|---|")
    for size, profile in product(map(int, sys.argv[1:] or SEEDS), PROFILES):
        jobs, spent, memory = plan(configure(size), profile)
        row = (size, profile, f"{jobs:,}", f"{spent:.0f}", f"{memory:.0f}")
        print("|", " | ".join(map(str, row)), f"| {1000 * spent / jobs:.2f} |", flush=True)
