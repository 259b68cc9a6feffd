from evenbeat.beat_table import read_beats
from evenbeat.logs import logged
from evenbeat.owners import judge_patient
from evenbeat.screens import write_screened
from evenbeat.synthetic_beats import read_synthetic

with logged(snakemake.log[0]):
    real = read_beats(snakemake.input.train, ("label", "patient"))
    owners = real["patient"][real["label"] == snakemake.wildcards.cls]
    beats = read_synthetic(snakemake.input.synthetic)
    scores = judge_patient(beats["patient"], owners)
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
