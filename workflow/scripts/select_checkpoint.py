from evenbeat.beats.held_out import read_with_held_out
from evenbeat.gan.checkpoint_selection import select_checkpoint
from evenbeat.io.json_files import write_json
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    choice = select_checkpoint(
        snakemake.input.checkpoints,
        read_with_held_out(snakemake.input.train, snakemake.input.held_out, ("waveform", "label")),
        snakemake.wildcards.cls,
        snakemake.params.most,
    )
    write_json(snakemake.output[0], choice)
