from evenbeat.logs import logged
from evenbeat.page import render_captions, write_pictures
from evenbeat.strip import picture_strip

with logged(snakemake.log[0]):
    pictures = picture_strip(
        snakemake.input.filtered,
        dict(zip(snakemake.params.arms, snakemake.input.predictions, strict=True)),
        snakemake.params.classes,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    write_pictures(dict(snakemake.output.items()), pictures, captions)
