from evenbeat.beats.filtered import filter_records
from evenbeat.data.checksums import check_files, read_checksums
from evenbeat.io.hdf5 import write_datasets
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    check_files(
        [*snakemake.input.dat, *snakemake.input.hea], read_checksums(snakemake.input.checksums)
    )
    leads, attributes = filter_records(
        snakemake.input.hea,
        snakemake.params.leads,
        snakemake.params.sampling_rate,
        snakemake.params.filter,
        snakemake.params.options,
    )
    write_datasets(snakemake.output[0], leads, attributes)
