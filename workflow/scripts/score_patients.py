from evenbeat.evaluation.learning_curve import (
    identify_parts,
    score_draws,
    summarise_draws,
    value_arms,
)
from evenbeat.io.csv_tables import write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    parts = identify_parts(snakemake.input.parts, snakemake.params.draws)
    scores, curve = score_draws(parts, snakemake.params.classes), snakemake.params.curve
    worth = value_arms(scores, snakemake.params.baseline, curve["resamples"], curve["seed"])
    write_table(snakemake.output.scores, scores, digits=4)
    write_table(snakemake.output.summary, summarise_draws(scores), digits=4)
    write_table(snakemake.output.worth, worth, digits=4)
