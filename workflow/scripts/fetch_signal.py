from evenbeat.data.checksums import read_checksums
from evenbeat.data.record_files import fetch_record
from evenbeat.runtime.joblog import logged

# Not params, which would be tracked: see the rule.
config = snakemake.config

with logged(snakemake.log[0]):
    fetch_record(
        snakemake.wildcards.record,
        config["databases"][snakemake.wildcards.database]["url"],
        read_checksums(snakemake.input.checksums),
        (snakemake.output.hea, snakemake.output.dat),
        snakemake.params.leads,
        config["download"],
    )
