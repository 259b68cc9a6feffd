from evenbeat.beats.filtered import write_filtered
from evenbeat.data.checksums import check_files, read_checksums
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    check_files(
        [*snakemake.input.dat, *snakemake.input.hea], read_checksums(snakemake.input.checksums)
    )
    write_filtered(
        snakemake.output[0],
        snakemake.wildcards.database,
        snakemake.input.hea,
        snakemake.params.leads,
        snakemake.params.sampling_rate,
        snakemake.params.filter,
        snakemake.params.options,
    )
