from evenbeat.beats.database_table import tabulate_database
from evenbeat.beats.table import write_beats
from evenbeat.data.checksums import check_files, read_checksums
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    fetched = [*snakemake.input.annotations, *snakemake.input.headers]
    check_files(fetched, read_checksums(snakemake.input.checksums))
    beats, attributes = tabulate_database(
        snakemake.wildcards.database,
        snakemake.input.filtered,
        snakemake.input.annotations,
        snakemake.params.patients,
        snakemake.params.described,
        options=snakemake.params.beats,
    )
    write_beats(snakemake.output[0], beats, attributes)
