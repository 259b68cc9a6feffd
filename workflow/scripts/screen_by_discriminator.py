from evenbeat.backend import use_threads
from evenbeat.judges import judge_reality
from evenbeat.logs import logged
from evenbeat.screens import write_screened
from evenbeat.selected import chosen_milestone, read_choice
from evenbeat.synthetic_beats import read_synthetic

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_synthetic(snakemake.input.synthetic)
    milestone = chosen_milestone(snakemake.input.milestones, read_choice(snakemake.input.choice))
    scores = judge_reality(milestone, beats)
    write_screened(
        snakemake.output, beats, scores, snakemake.params.threshold, snakemake.input.counts
    )
