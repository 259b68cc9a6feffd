from evenbeat.beats.splits import split_intrapatient, write_split
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.beats)
    split = snakemake.params.split
    train, test = split_intrapatient(beats, split["test_fraction"], split["seed"])
    write_split(
        snakemake.output,
        beats,
        train,
        test,
        classes=split["classes"],
        attributes=read_attributes(snakemake.input.beats) | {"split": "intrapatient"},
    )
