from evenbeat.beats.held_out import write_held_out
from evenbeat.beats.splits import draw_per_class
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    labels = read_beats(snakemake.input.train, ("label",))["label"]
    write_held_out(
        snakemake.output[0],
        draw_per_class(labels, **snakemake.params.held_out),
        read_attributes(snakemake.input.train),
    )
