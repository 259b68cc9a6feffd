from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import read_array
from evenbeat.backend import use_threads
from evenbeat.beat_table import read_beats
from evenbeat.choice import read_choice
from evenbeat.judges import judge_reality
from evenbeat.logs import logged
from evenbeat.screens import write_screened
from evenbeat.synthesis import chosen_milestone
from evenbeat.synthetic_beats import unpack

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    labels = read_beats(snakemake.input.train, ("label",))["label"]
    pool = read_array(snakemake.input.synthetic)
    milestone = chosen_milestone(snakemake.input.milestones, read_choice(snakemake.input.choice))
    scores = judge_reality(milestone, unpack(pool))
    most = missing_of_labels(labels, snakemake.wildcards.cls, snakemake.params.amount)
    write_screened(snakemake.output, pool, scores, snakemake.params.threshold, most)
