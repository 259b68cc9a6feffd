from evenbeat.beats.splits import write_database_test
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    write_database_test(
        snakemake.output[0],
        read_beats(snakemake.input.test),
        snakemake.wildcards.database,
        read_attributes(snakemake.input.test),
    )
