from evenbeat.amounts import count_pool
from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_beats, select
from evenbeat.files import write_json
from evenbeat.logs import logged
from evenbeat.selected import chosen_milestone, read_choice
from evenbeat.synthesis import synthesize
from evenbeat.synthetic_beats import write_synthetic

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    real = read_beats(snakemake.input.train, (*FEATURES, "label"))
    cls = snakemake.wildcards.cls
    counts = count_pool(real["label"], cls, snakemake.params.amount, snakemake.params.pool)
    synthetic = synthesize(
        chosen_milestone(snakemake.input.milestones, read_choice(snakemake.input.choice)),
        counts["made"],
        real=select(real, real["label"] == cls),
    )
    write_synthetic(snakemake.output.beats, synthetic)
    write_json(snakemake.output.counts, counts)
