from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import write_array
from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_beats, select
from evenbeat.choice import read_choice
from evenbeat.logs import logged
from evenbeat.synthesis import chosen_milestone, synthesize
from evenbeat.synthetic_beats import pack

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_beats(snakemake.input.train, (*FEATURES, "label"))
    missing = missing_of_labels(beats["label"], snakemake.wildcards.cls, snakemake.params.amount)
    synthetic = synthesize(
        chosen_milestone(snakemake.input.milestones, read_choice(snakemake.input.choice)),
        missing * snakemake.params.pool,
        real=select(beats, beats["label"] == snakemake.wildcards.cls),
    )
    write_array(snakemake.output[0], pack(**synthetic))
