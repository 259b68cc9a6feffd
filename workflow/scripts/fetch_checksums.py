from functools import partial

from evenbeat.data.download import fetch_checksums
from evenbeat.data.record_files import list_files
from evenbeat.data.records_table import read_records_table
from evenbeat.runtime.joblog import logged

# Not params, which would be tracked: see rule fetch_signal.
config = snakemake.config
described = config["databases"][snakemake.wildcards.database]

with logged(snakemake.log[0]):
    records = read_records_table(described["records"])
    fetch_checksums(
        described["url"],
        snakemake.output[0],
        config["download"],
        partial(list_files, records=records, annotator=described["annotator"]),
    )
