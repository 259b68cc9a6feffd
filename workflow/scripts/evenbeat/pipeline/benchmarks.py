"""Time and memory of each rule of a run, from Snakemake's benchmark files."""

from pathlib import Path

import pandas as pd


def summarise_benchmarks(folder):
    """Summarise the benchmark files of a results folder.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    DataFrame
        One row per rule, the most expensive first: `rule`; `jobs`, their number; `seconds_in_all`,
        the total; `seconds_at_most`; and `mib_at_most`, the largest resident set size. Empty
        without benchmark files.
    """
    paths = sorted(Path(folder).glob("benchmarks/**/*.tsv"))
    if not paths:
        return pd.DataFrame(
            columns=["rule", "jobs", "seconds_in_all", "seconds_at_most", "mib_at_most"]
        )
    jobs = pd.concat([pd.read_csv(path, sep="\t", na_values="-") for path in paths])
    rules = [path.relative_to(folder).parts[1].removesuffix(".tsv") for path in paths]
    groups = jobs.assign(rule=rules).groupby("rule", sort=False)
    table = pd.DataFrame(
        {
            "jobs": groups.size(),
            "seconds_in_all": groups["s"].sum().round(1),
            "seconds_at_most": groups["s"].max().round(1),
            "mib_at_most": groups["max_rss"].max().round(),
        }
    )
    return table.sort_values("seconds_in_all", ascending=False).reset_index()
