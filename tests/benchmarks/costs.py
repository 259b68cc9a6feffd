"""Keep what jobs of each rule cost at most, by which rules ask a scheduler for memory and time.

Usage: python tests/benchmarks/costs.py RESULTS [RESULTS ...]
writes into workflow/costs.csv what the benchmark files of finished runs say; what they have no job
of stays as it is.
"""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow" / "scripts"))
from evenbeat.pipeline.benchmarks import summarise_benchmarks

TABLE = Path(__file__).parents[2] / "workflow" / "costs.csv"

if __name__ == "__main__":
    costs = pd.concat(map(summarise_benchmarks, sys.argv[1:])).groupby("rule")
    measured = costs.agg({"jobs": "sum", "seconds_at_most": "max", "mib_at_most": "max"})
    kept = pd.read_csv(TABLE, index_col="rule")
    measured.combine_first(kept)[kept.columns].astype({"jobs": int}).to_csv(TABLE)
