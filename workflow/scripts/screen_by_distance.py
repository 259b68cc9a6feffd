from evenbeat.amounts import missing_of_labels
from evenbeat.arrays import read_array
from evenbeat.beat_table import read_beats, select
from evenbeat.logs import logged
from evenbeat.screens import judge_distance, write_screened
from evenbeat.splits import hold_out
from evenbeat.synthetic_beats import unpack

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.train, ("waveform", "label"))
    labels = beats["label"]
    of_class = select(
        hold_out(beats, **snakemake.params.held_out), labels == snakemake.wildcards.cls
    )
    pool = read_array(snakemake.input.synthetic)
    scores = judge_distance(
        unpack(pool)["waveform"],
        training=of_class["waveform"][~of_class["held_out"]],
        held_out=of_class["waveform"][of_class["held_out"]],
    )
    most = missing_of_labels(labels, snakemake.wildcards.cls, snakemake.params.amount)
    write_screened(snakemake.output, pool, scores, snakemake.params.threshold, most)
