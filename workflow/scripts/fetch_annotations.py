from evenbeat.data.checksums import read_checksums
from evenbeat.data.download import fetch_verified
from evenbeat.runtime.joblog import logged

# Not params, which would be tracked: see rule fetch_signal.
config = snakemake.config

with logged(snakemake.log[0]):
    fetch_verified(
        f"{snakemake.wildcards.record}.{snakemake.wildcards.annotator}",
        config["databases"][snakemake.wildcards.database]["url"],
        read_checksums(snakemake.input.checksums),
        snakemake.output[0],
        config["download"],
    )
