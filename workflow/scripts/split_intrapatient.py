from evenbeat.beats.joined_tables import join_attributes, read_names
from evenbeat.beats.splits import split_intrapatient, write_split
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    split = snakemake.params.split
    write_split(
        snakemake.output,
        snakemake.input.beats,
        split_intrapatient(
            read_names(snakemake.input.beats), split["test_fraction"], split["seed"]
        ),
        classes=split["classes"],
        attributes=join_attributes(snakemake.input.beats) | {"split": "intrapatient"},
    )
