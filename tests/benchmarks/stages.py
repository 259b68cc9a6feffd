"""What a finished run cost: time and memory of each rule, and of a run with nothing to do.

Usage: python tests/benchmarks/stages.py [RESULTS [SNAKEMAKE ARGUMENTS ...]]
"""

import subprocess
import sys
from pathlib import Path

import pandas as pd
from timing import seconds


def summarise(folder):
    """Add up the benchmark files that the rules left in a results folder."""
    paths = sorted(Path(folder).glob("benchmarks/**/*.tsv"))
    rules = [path.relative_to(folder).parts[1].removesuffix(".tsv") for path in paths]
    jobs = pd.concat([pd.read_csv(path, sep="\t", na_values="-") for path in paths])
    groups = jobs.assign(rule=rules).groupby("rule", sort=False)
    return pd.DataFrame(
        {
            "jobs": groups.size(),
            "seconds in all": groups["s"].sum().round(1),
            "seconds at most": groups["s"].max().round(1),
            "MiB at most": groups["max_rss"].max().round(),
        }
    ).sort_values("seconds in all", ascending=False)


def time_dry_run(arguments, runs=5):
    """Time dry runs, seconds each."""
    command = [sys.executable, "-m", "snakemake", "-n", "--cores", "1", *arguments]
    return [
        seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        for _ in range(runs)
    ]


if __name__ == "__main__":
    print(summarise(sys.argv[1] if len(sys.argv) > 1 else "results").to_string())
    times = ", ".join(f"{one:.2f}" for one in sorted(time_dry_run(sys.argv[2:])))
    print(f"\ndry run, seconds: {times}")
