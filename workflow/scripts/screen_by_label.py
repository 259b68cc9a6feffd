from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import read_array
from evenbeat.backend import use_threads
from evenbeat.beat_table import read_beats
from evenbeat.judges import ask_classifiers
from evenbeat.logs import logged
from evenbeat.screens import judge_label, write_screened
from evenbeat.synthetic_beats import unpack

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    labels = read_beats(snakemake.input.train, ("label",))["label"]
    pool = read_array(snakemake.input.synthetic)
    beats = unpack(pool)
    index = snakemake.params.classes.index(snakemake.wildcards.cls)
    scores = judge_label(
        ask_classifiers(snakemake.input.checkers, beats, index),
        beats["patient"],
        known=[set(read_beats(path, ("patient",))["patient"]) for path in snakemake.input.folds],
    )
    most = missing_of_labels(labels, snakemake.wildcards.cls, snakemake.params.amount)
    write_screened(snakemake.output, pool, scores, snakemake.params.threshold, most)
