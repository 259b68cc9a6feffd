from evenbeat.beats.folds import write_fold
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    name = "{split}_fold{fold}".format(**snakemake.wildcards)
    write_fold(
        snakemake.output,
        read_beats(snakemake.input.train),
        snakemake.params.folds,
        int(snakemake.wildcards.fold),
        attributes=read_attributes(snakemake.input.train) | {"split": name},
    )
