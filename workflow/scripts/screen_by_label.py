from evenbeat.backend import use_threads
from evenbeat.judges import ask_strangers
from evenbeat.logs import logged
from evenbeat.screens import judge_both_ways, write_screened
from evenbeat.synthetic_beats import read_synthetic

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_synthetic(snakemake.input.synthetic)
    index = snakemake.params.classes.index(snakemake.wildcards.cls)
    agreed = ask_strangers(snakemake.input.checkers, snakemake.input.folds, beats, index)
    for screen, scores in judge_both_ways(agreed).items():
        paths = snakemake.output[screen], snakemake.output[f"{screen}_summary"]
        write_screened(paths, beats, scores, snakemake.params[screen], snakemake.input.counts)
