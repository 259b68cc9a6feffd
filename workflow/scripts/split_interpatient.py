from evenbeat.beats.joined_tables import join_attributes, read_names
from evenbeat.beats.splits import split_interpatient, write_split
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    write_split(
        snakemake.output,
        snakemake.input.beats,
        split_interpatient(
            read_names(snakemake.input.beats), snakemake.params.sides, snakemake.params.shared
        ),
        classes=snakemake.params.split["classes"],
        attributes=join_attributes(snakemake.input.beats) | {"split": "interpatient"},
    )
