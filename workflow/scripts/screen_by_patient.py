from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import read_array
from evenbeat.beat_table import read_beats
from evenbeat.logs import logged
from evenbeat.owners import judge_patient
from evenbeat.screens import write_screened
from evenbeat.synthetic_beats import unpack

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.train, ("label", "patient"))
    labels = beats["label"]
    pool = read_array(snakemake.input.synthetic)
    scores = judge_patient(
        unpack(pool)["patient"], beats["patient"][labels == snakemake.wildcards.cls]
    )
    most = missing_of_labels(labels, snakemake.wildcards.cls, snakemake.params.amount)
    write_screened(snakemake.output, pool, scores, snakemake.params.threshold, most)
