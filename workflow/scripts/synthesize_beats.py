from evenbeat.amounts import missing_beats
from evenbeat.backend import use_threads
from evenbeat.beat_table import count_classes, read_beats
from evenbeat.files import read_json, write_array
from evenbeat.logs import logged
from evenbeat.synthesis import chosen_milestone, synthesize

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_beats(snakemake.input.train, ("waveform", "label"))
    missing = missing_beats(
        count_classes(beats["label"], set(beats["label"])),
        snakemake.wildcards.cls,
        snakemake.params.amount,
    )
    milestone = chosen_milestone(snakemake.input.milestones, read_json(snakemake.input.choice))
    write_array(
        snakemake.output[0],
        synthesize(milestone, missing * snakemake.params.pool, beats["waveform"].shape[1]),
    )
