from evenbeat.arm import read_arms
from evenbeat.files import read_json
from evenbeat.logs import logged
from evenbeat.page import render_captions, write_pictures
from evenbeat.report_classifiers import picture_arms
from evenbeat.tables import read_table

with logged(snakemake.log[0]):
    pictures = picture_arms(
        read_table(snakemake.input.by_seed),
        read_table(snakemake.input.measures),
        read_table(snakemake.input.contrasts),
        [read_json(path) for path in snakemake.input.metrics],
        snakemake.wildcards.split,
        snakemake.params.classes,
        read_arms(snakemake.params.arms),
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    write_pictures(dict(snakemake.output.items()), pictures, captions)
