from evenbeat.beats.joined_tables import join_attributes
from evenbeat.beats.splits import write_external
from evenbeat.beats.table import read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    write_external(
        snakemake.output[0],
        read_beats(snakemake.input.beats),
        snakemake.params.sides,
        classes=snakemake.params.split["classes"],
        attributes=join_attributes([snakemake.input.beats])
        | {"split": f"external_{snakemake.wildcards.database}"},
    )
