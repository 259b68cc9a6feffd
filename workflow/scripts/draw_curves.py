from evenbeat.balancing.arm import read_arms
from evenbeat.figures.curves import make_curve_figures
from evenbeat.figures.save import save_figures
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    pictures = make_curve_figures(snakemake.input.curves, read_arms(snakemake.params.arms))
    captions = render_captions(snakemake.input.captions, snakemake)
    save_figures(dict(snakemake.output.items()), pictures, captions)
