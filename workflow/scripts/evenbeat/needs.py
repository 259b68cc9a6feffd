"""What a job asks a scheduler for, by what the dearest job of its rule cost when measured."""

import math

import pandas as pd

from evenbeat.errors import InputError

# Snakemake itself runs beside a job that a scheduler started: twice, with some 130 MiB each.
SNAKEMAKE_MIB = 300
# Data larger than those that were measured, and processors and disks that are slower.
SPARE_MEMORY = 1.5
SPARE_TIME = 4
LEAST_MINUTES = 2


def read_costs(path):
    """Read what the jobs of each rule cost.

    Parameters
    ----------
    path : str or Path
        CSV with a row for each rule: `rule`, `seconds_at_most`, `mib_at_most`.

    Returns
    -------
    dict of str to dict
        By rule: `seconds`, `mib`.
    """
    table = pd.read_csv(path)
    return {
        row.rule: {"seconds": row.seconds_at_most, "mib": row.mib_at_most}
        for row in table.itertuples()
    }


def find_cost(costs, rule):
    """Look a rule up in what `read_costs` gives.

    Raises
    ------
    InputError
        It is not there.
    """
    if rule not in costs:
        raise InputError(
            f"workflow/costs.csv has no row for rule {rule}, by which its jobs ask for memory and "
            "time. Guess one for the first run, then measure it: tests/benchmarks/costs.py."
        )
    return costs[rule]


def memory_mb(mib, attempt):
    """Say how much memory to ask for.

    Parameters
    ----------
    mib : float
        Largest resident memory of a job of the rule, MiB.
    attempt : int
        1 for the first; a job that ran out asks for as much again.

    Returns
    -------
    int
        MiB (Snakemake's `mem_mb`), a multiple of 100.

    Examples
    --------
    >>> memory_mb(1000, attempt=1), memory_mb(1000, attempt=2)
    (1800, 3600)
    """
    return attempt * 100 * math.ceil((SNAKEMAKE_MIB + SPARE_MEMORY * mib) / 100)


def runtime_minutes(seconds, attempt):
    """Say how much time to ask for, likewise, in minutes.

    Examples
    --------
    >>> runtime_minutes(1, attempt=1), runtime_minutes(300, attempt=2)
    (2, 40)
    """
    return attempt * max(LEAST_MINUTES, math.ceil(SPARE_TIME * seconds / 60))
