"""What a finished run cost: time and memory of each rule, and of a run with nothing to do.

Usage: python tests/benchmarks/stages.py [RESULTS [SNAKEMAKE ARGUMENTS ...]]
"""

import subprocess
import sys
from pathlib import Path

from timing import seconds

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow" / "scripts"))
from evenbeat.pipeline.benchmarks import summarise_benchmarks


def time_dry_run(arguments, runs=5):
    """Time dry runs, seconds each."""
    command = [sys.executable, "-m", "snakemake", "-n", "--cores", "1", *arguments]
    return [
        seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        for _ in range(runs)
    ]


if __name__ == "__main__":
    print(summarise_benchmarks(sys.argv[1] if len(sys.argv) > 1 else "results").to_string())
    times = ", ".join(f"{one:.2f}" for one in sorted(time_dry_run(sys.argv[2:])))
    print(f"\ndry run, seconds: {times}")
