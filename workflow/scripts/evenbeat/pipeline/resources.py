"""Resource requests of jobs: memory and time, from the most expensive measured job of a rule."""

import csv
import math

from evenbeat.runtime.errors import InputError

# A scheduler's job also contains two Snakemake processes of about 130 MiB each.
SNAKEMAKE_MIB = 300
# Safety factors for larger data than the measured ones, and for slower processors and disks.
SPARE_MEMORY = 1.5
SPARE_TIME = 4
LEAST_MINUTES = 2


def read_costs(path):
    """Read the measured costs of each rule.

    Parameters
    ----------
    path : str or Path
        CSV with one row per rule: `rule`, `seconds_at_most`, `mib_at_most`.

    Returns
    -------
    dict of str to dict
        By rule, the time in `seconds` and the memory in `mib` of its most expensive job.
    """
    # Not with pandas, because its import would slow down each start of the workflow.
    with open(path, encoding="utf-8", newline="") as file:
        return {
            row["rule"]: {
                "seconds": float(row["seconds_at_most"]),
                "mib": float(row["mib_at_most"]),
            }
            for row in csv.DictReader(file)
        }


def find_cost(costs, rule):
    """Look up the measured costs of a rule.

    Parameters
    ----------
    costs : dict of str to dict
        As `read_costs` returns them.
    rule : str

    Returns
    -------
    dict
        `seconds`, `mib`.

    Raises
    ------
    InputError
        If the rule is missing.
    """
    if rule not in costs:
        raise InputError(
            f"workflow/costs.csv has no row for rule {rule}; expected the memory and time of its "
            "jobs. Add an estimate for the first run, then measure the rule with "
            "tests/benchmarks/costs.py."
        )
    return costs[rule]


def memory_mb(mib, attempt):
    """Compute the memory to request.

    Parameters
    ----------
    mib : float
        Largest resident set size of a job of the rule, MiB.
    attempt : int
        1 for the first. Each further attempt adds the same amount.

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
    """Compute the time to request.

    Parameters
    ----------
    seconds : float
        Longest time of a job of the rule, s.
    attempt : int
        1 for the first. Each further attempt adds the same amount.

    Returns
    -------
    int
        Minutes (Snakemake's `runtime`).

    Examples
    --------
    >>> runtime_minutes(1, attempt=1), runtime_minutes(300, attempt=2)
    (2, 40)
    """
    return attempt * max(LEAST_MINUTES, math.ceil(SPARE_TIME * seconds / 60))
