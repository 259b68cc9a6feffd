from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import read_array
from evenbeat.backend import use_threads
from evenbeat.beat_table import read_beats
from evenbeat.judges import ask_strangers
from evenbeat.logs import logged
from evenbeat.screens import judge_both_ways, write_screened
from evenbeat.synthetic_beats import unpack

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    labels = read_beats(snakemake.input.train, ("label",))["label"]
    pool = read_array(snakemake.input.synthetic)
    index = snakemake.params.classes.index(snakemake.wildcards.cls)
    agreed = ask_strangers(snakemake.input.checkers, snakemake.input.folds, unpack(pool), index)
    most = missing_of_labels(labels, snakemake.wildcards.cls, snakemake.params.amount)
    for screen, scores in judge_both_ways(agreed).items():
        paths = snakemake.output[screen], snakemake.output[f"{screen}_summary"]
        write_screened(paths, pool, scores, snakemake.params[screen], most)
