from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import write_array
from evenbeat.backend import use_threads
from evenbeat.beat_table import read_beats
from evenbeat.files import read_json
from evenbeat.logs import logged
from evenbeat.synthesis import chosen_milestone, synthesize

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_beats(snakemake.input.train, ("waveform", "label"))
    missing = missing_of_labels(beats["label"], snakemake.wildcards.cls, snakemake.params.amount)
    synthetic = synthesize(
        chosen_milestone(snakemake.input.milestones, read_json(snakemake.input.choice)),
        missing * snakemake.params.pool,
        length=beats["waveform"].shape[1],
    )
    write_array(snakemake.output[0], synthetic)
