from evenbeat.choice import choose_among
from evenbeat.files import write_json
from evenbeat.held_out import read_with_held_out
from evenbeat.logs import logged

with logged(snakemake.log[0]):
    choice = choose_among(
        snakemake.input.milestones,
        read_with_held_out(snakemake.input.train, snakemake.input.held_out, ("waveform", "label")),
        snakemake.wildcards.cls,
        snakemake.params.most,
    )
    write_json(snakemake.output[0], choice)
