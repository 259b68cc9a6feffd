from evenbeat.data.download import fetch_checksums
from evenbeat.runtime.joblog import logged

# Not params, which would be tracked: see rule fetch_signal.
config = snakemake.config

with logged(snakemake.log[0]):
    fetch_checksums(
        config["databases"][snakemake.wildcards.database]["url"],
        snakemake.output[0],
        config["download"],
    )
