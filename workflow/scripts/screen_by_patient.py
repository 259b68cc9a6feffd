from evenbeat.beats.synthetic import read_synthetic
from evenbeat.beats.table import read_beats
from evenbeat.runtime.joblog import logged
from evenbeat.screening.keep import write_screened
from evenbeat.screening.patient import patient_scores

with logged(snakemake.log[0]):
    real = read_beats(snakemake.input.train, ("label", "patient"))
    owners = real["patient"][real["label"] == snakemake.wildcards.cls]
    beats = read_synthetic(snakemake.input.synthetic)
    scores = patient_scores(beats["patient"], owners)
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
