from evenbeat.arrays import read_array
from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_attributes, read_beats
from evenbeat.classifier import load_classifier, make_embedding
from evenbeat.files import write_json
from evenbeat.logs import logged
from evenbeat.quality_table import measure_quality
from evenbeat.seeds import derive_seed
from evenbeat.splits import hold_out
from evenbeat.synthetic_beats import unpack

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    columns = (*FEATURES, "label", "patient")
    measured = measure_quality(
        beats=hold_out(read_beats(snakemake.input.train, columns), **snakemake.params.held_out),
        synthetic=unpack(read_array(snakemake.input.synthetic)),
        name=snakemake.wildcards.cls,
        embed=make_embedding(load_classifier(snakemake.input.checker)),
        sampling_rate=read_attributes(snakemake.input.train)["sampling_rate"],
        most=snakemake.params.most,
        seed=derive_seed("quality", *snakemake.wildcards),
    )
    write_json(snakemake.output[0], measured)
