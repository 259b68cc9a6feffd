from evenbeat.backend import use_threads
from evenbeat.beat_map import map_beats
from evenbeat.beat_table import FEATURES, read_beats
from evenbeat.classifier import load_classifier, make_embedding
from evenbeat.logs import logged
from evenbeat.seeds import derive_seed
from evenbeat.synthetic_beats import read_synthetic
from evenbeat.tables import write_table

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    table = map_beats(
        read_beats(snakemake.input.train, (*FEATURES, "label")),
        {
            gan: read_synthetic(path)
            for gan, path in zip(snakemake.params.gans, snakemake.input.synthetic, strict=True)
        },
        make_embedding(load_classifier(snakemake.input.checker)),
        derive_seed("map", snakemake.wildcards.split),
    )
    write_table(snakemake.output[0], table, digits=5)
