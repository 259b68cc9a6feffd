from evenbeat.beats.held_out import read_with_held_out
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.beats.table import select
from evenbeat.runtime.joblog import logged
from evenbeat.screening.distance import distance_scores
from evenbeat.screening.keep import write_screened

with logged(snakemake.log[0]):
    real = read_with_held_out(
        snakemake.input.train, snakemake.input.held_out, ("waveform", "label")
    )
    of_class = select(real, real["label"] == snakemake.wildcards.cls)
    beats = read_synthetic(snakemake.input.synthetic)
    scores = distance_scores(
        beats["waveform"],
        training=of_class["waveform"][~of_class["held_out"]],
        held_out=of_class["waveform"][of_class["held_out"]],
    )
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
