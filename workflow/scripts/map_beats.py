from evenbeat.beats.synthetic import read_synthetic
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.classifier.inference import make_embedding
from evenbeat.classifier.network import load_classifier
from evenbeat.io.csv_tables import write_table
from evenbeat.nn.backend import use_threads
from evenbeat.quality.projection import map_beats
from evenbeat.runtime.joblog import logged
from evenbeat.runtime.seeds import derive_seed

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    table = map_beats(
        read_beats(snakemake.input.train, (*FEATURES, "label")),
        {
            gan: read_synthetic(path)
            for gan, path in zip(snakemake.params.gans, snakemake.input.synthetic, strict=True)
        },
        make_embedding(
            load_classifier(snakemake.input.reference_classifier),
            snakemake.params.centre,
            snakemake.params.sampling_rate,
        ),
        derive_seed("map", snakemake.wildcards.split),
    )
    write_table(snakemake.output[0], table, digits=5)
