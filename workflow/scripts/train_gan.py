from evenbeat.backend import use_threads
from evenbeat.beat_table import read_attributes, read_beats
from evenbeat.logs import logged
from evenbeat.segment import train_segment
from evenbeat.splits import hold_out

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_beats(snakemake.input.train, ("waveform", "label"))
    train_segment(
        snakemake.output[0],
        previous=next(iter(snakemake.input.get("previous", [])), None),
        beats=hold_out(beats, **snakemake.params.held_out),
        provenance=read_attributes(snakemake.input.train),
        identity=dict(snakemake.wildcards.items()),
        training=snakemake.params.training,
        epochs=snakemake.params.epochs,
        sample=snakemake.params.sample,
    )
