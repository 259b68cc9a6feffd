from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_attributes
from evenbeat.classifier import load_classifier, make_embedding
from evenbeat.files import write_json
from evenbeat.held_out import read_with_held_out
from evenbeat.logs import logged
from evenbeat.quality_table import measure_quality
from evenbeat.seeds import derive_seed
from evenbeat.synthetic_beats import read_synthetic

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    measured = measure_quality(
        beats=read_with_held_out(
            snakemake.input.train,
            snakemake.input.held_out,
            (*FEATURES, "label", "patient"),
        ),
        synthetic=read_synthetic(snakemake.input.synthetic),
        name=snakemake.wildcards.cls,
        embed=make_embedding(load_classifier(snakemake.input.checker)),
        sampling_rate=read_attributes(snakemake.input.train)["sampling_rate"],
        most=snakemake.params.most,
        seed=derive_seed("quality", *snakemake.wildcards),
    )
    write_json(snakemake.output[0], measured)
