from evenbeat.gan_history import read_gans
from evenbeat.gan_pictures import picture_gan
from evenbeat.logs import logged
from evenbeat.page import render_captions, write_pictures

with logged(snakemake.log[0]):
    pictures = picture_gan(
        read_gans(snakemake.input.choices, snakemake.input.milestones),
        snakemake.input.train,
        snakemake.input.synthetic,
        snakemake.params.before,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    write_pictures(dict(snakemake.output.items()), pictures, captions)
