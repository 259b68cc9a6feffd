from evenbeat.logs import logged
from evenbeat.page import render_captions, write_pictures
from evenbeat.quality_figures import picture_quality
from evenbeat.quality_study import read_tables
from evenbeat.tables import read_table

with logged(snakemake.log[0]):
    pictures = picture_quality(
        read_tables(snakemake.input.quality),
        read_table(snakemake.input.map),
        snakemake.wildcards.split,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    write_pictures(dict(snakemake.output.items()), pictures, captions)
