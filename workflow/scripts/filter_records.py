from evenbeat.beats.filtered import write_filtered
from evenbeat.data.checksums import read_checksums
from evenbeat.data.kept_records import check_records
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    headers = dict(zip(snakemake.params.records, snakemake.input.hea, strict=True))
    check_records(headers, snakemake.params.leads, read_checksums(snakemake.input.checksums))
    write_filtered(
        snakemake.output[0],
        snakemake.wildcards.database,
        headers,
        snakemake.params.leads,
        snakemake.params.sampling_rate,
        snakemake.params.filter,
        snakemake.params.options,
    )
