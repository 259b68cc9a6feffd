"""Keep what jobs of each rule cost at most, by which rules ask a scheduler for memory and time.

Usage: python tests/benchmarks/costs.py RESULTS [RESULTS ...]
writes workflow/costs.csv from the benchmark files of finished runs.
"""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2] / "workflow" / "scripts"))
from evenbeat.costs import summarise_costs

if __name__ == "__main__":
    costs = pd.concat(map(summarise_costs, sys.argv[1:])).groupby("rule")
    kept = costs.agg({"jobs": "sum", "seconds_at_most": "max", "mib_at_most": "max"})
    kept.to_csv(Path(__file__).parents[2] / "workflow" / "costs.csv")
