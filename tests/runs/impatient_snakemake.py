"""Snakemake, asking SLURM every second: by itself it waits longer after each dull answer.

Usage: as `python -m snakemake`.
"""

import sys

from snakemake.cli import main
from snakemake_executor_plugin_slurm import Executor

if __name__ == "__main__":
    Executor.next_seconds_between_status_checks = property(lambda self: 1, lambda self, value: None)
    sys.exit(main())
