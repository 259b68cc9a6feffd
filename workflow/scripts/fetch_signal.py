from pathlib import Path

from evenbeat.data.checksums import read_checksums
from evenbeat.data.download import fetch_verified
from evenbeat.runtime.joblog import logged

# Not params, which would be tracked: see the rule.
config = snakemake.config

with logged(snakemake.log[0]):
    checksums = read_checksums(snakemake.input.checksums)
    for target in snakemake.output:
        fetch_verified(
            Path(target).name,
            config["databases"][snakemake.wildcards.database]["url"],
            checksums,
            target,
            config["download"],
        )
