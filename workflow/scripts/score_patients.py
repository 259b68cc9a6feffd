from evenbeat.beats.table import read_beats
from evenbeat.evaluation.learning_curve import identify_parts, score_draws, summarise_draws
from evenbeat.evaluation.patient_worth import value_arms
from evenbeat.io.csv_tables import write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    curve = snakemake.params.curve
    everyone = set(read_beats(snakemake.input.train, ("patient",))["patient"])
    draws = snakemake.params.draws | {"interpatient": (len(everyone), 0)}
    parts = identify_parts(snakemake.input.parts, draws)
    scores = score_draws(parts, snakemake.params.classes)
    worth = value_arms(scores, snakemake.params.baseline, curve["resamples"], curve["seed"])
    write_table(snakemake.output.scores, scores, digits=4)
    write_table(snakemake.output.summary, summarise_draws(scores), digits=4)
    write_table(snakemake.output.worth, worth, digits=4)
