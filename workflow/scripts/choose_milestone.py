from evenbeat.beat_table import read_beats
from evenbeat.choice import choose_among
from evenbeat.files import write_json
from evenbeat.logs import logged
from evenbeat.splits import hold_out

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.train, ("waveform", "label"))
    choice = choose_among(
        snakemake.input.milestones,
        hold_out(beats, **snakemake.params.held_out),
        snakemake.wildcards.cls,
        snakemake.params.most,
    )
    write_json(snakemake.output[0], choice)
