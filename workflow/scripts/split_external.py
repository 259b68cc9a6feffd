from evenbeat.beats.splits import split_interpatient, write_external
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.beats)
    write_external(
        snakemake.output[0],
        beats,
        split_interpatient(beats, snakemake.params.sides),
        classes=snakemake.params.split["classes"],
        attributes=read_attributes(snakemake.input.beats)
        | {"split": f"external_{snakemake.wildcards.database}"},
    )
