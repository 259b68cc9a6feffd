from evenbeat.beat_table import select
from evenbeat.held_out import read_with_held_out
from evenbeat.logs import logged
from evenbeat.screens import judge_distance, write_screened
from evenbeat.synthetic_beats import read_synthetic

with logged(snakemake.log[0]):
    real = read_with_held_out(
        snakemake.input.train, snakemake.input.held_out, ("waveform", "label")
    )
    of_class = select(real, real["label"] == snakemake.wildcards.cls)
    beats = read_synthetic(snakemake.input.synthetic)
    scores = judge_distance(
        beats["waveform"],
        training=of_class["waveform"][~of_class["held_out"]],
        held_out=of_class["waveform"][of_class["held_out"]],
    )
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
