from evenbeat.arm import read_arms
from evenbeat.logs import logged
from evenbeat.page import render_captions, write_pictures
from evenbeat.report_classifiers import picture_curves

with logged(snakemake.log[0]):
    pictures = picture_curves(snakemake.input.curves, read_arms(snakemake.params.arms))
    captions = render_captions(snakemake.input.captions, snakemake)
    write_pictures(dict(snakemake.output.items()), pictures, captions)
