from evenbeat.figures.rulegraph import make_rulegraph_figure
from evenbeat.figures.save import save_figures
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    captions = render_captions(snakemake.input.captions, snakemake)
    pictures = make_rulegraph_figure(snakemake.params.plan)
    save_figures(dict(snakemake.output.items()), pictures, captions)
