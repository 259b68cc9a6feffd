from pathlib import Path

from evenbeat.checksums import read_checksums
from evenbeat.database import fetch_verified
from evenbeat.logs import logged

# Not params, which would be tracked: see rule fetch_signal.
config = snakemake.config

with logged(snakemake.log[0]):
    fetch_verified(
        Path(snakemake.output[0]).name,
        config["databases"][snakemake.wildcards.database]["url"],
        read_checksums(snakemake.input.checksums),
        snakemake.output[0],
        config["download"],
    )
