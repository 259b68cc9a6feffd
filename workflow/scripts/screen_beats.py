from evenbeat.amounts import missing_beats
from evenbeat.backend import use_threads
from evenbeat.beat_table import count_classes, read_beats
from evenbeat.files import read_array, read_json, write_array, write_json
from evenbeat.logs import logged
from evenbeat.synthesis import chosen_milestone, screen

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    labels = read_beats(snakemake.input.train, ("label",))["label"]
    cls = snakemake.wildcards.cls
    kept, summary = screen(
        chosen_milestone(snakemake.input.milestones, read_json(snakemake.input.choice)),
        read_array(snakemake.input.synthetic),
        snakemake.params.training,
        snakemake.params.threshold,
        missing_beats(count_classes(labels, set(labels)), cls, snakemake.params.amount),
    )
    write_array(snakemake.output.screened, kept)
    write_json(snakemake.output.summary, summary)
