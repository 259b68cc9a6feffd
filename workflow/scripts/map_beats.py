from evenbeat.backend import use_threads
from evenbeat.beat_map import map_beats
from evenbeat.beat_table import FEATURES, read_beats
from evenbeat.classifier import load_classifier, make_embedding
from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.seeds import derive_seed
from evenbeat.synthetic_beats import read_synthetic

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
    with whole_file(snakemake.output[0]) as part:
        table.to_csv(part, index=False, float_format="%.5g")
