from evenbeat.beats.splits import split_interpatient, write_split
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.beats)
    train, test = split_interpatient(beats, snakemake.params.sides)
    write_split(
        snakemake.output,
        beats,
        train,
        test,
        classes=snakemake.params.split["classes"],
        attributes=read_attributes(snakemake.input.beats) | {"split": "interpatient"},
    )
