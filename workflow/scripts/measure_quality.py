from evenbeat.beats.held_out import read_with_held_out
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.beats.table import FEATURES
from evenbeat.classifier.inference import make_embedding
from evenbeat.classifier.network import load_classifier
from evenbeat.io.json_files import write_json
from evenbeat.nn.backend import use_threads
from evenbeat.quality.measure import measure_quality
from evenbeat.runtime.joblog import logged
from evenbeat.runtime.seeds import derive_seed

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
        embed=make_embedding(
            load_classifier(snakemake.input.reference_classifier),
            snakemake.params.centre,
            snakemake.params.sampling_rate,
        ),
        sampling_rate=snakemake.params.sampling_rate,
        most=snakemake.params.most,
        seed=derive_seed("quality", *snakemake.wildcards),
    )
    write_json(snakemake.output[0], measured)
