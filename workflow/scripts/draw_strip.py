from evenbeat.figures.ecg_strip import make_strip_figure
from evenbeat.figures.save import save_figures
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    pictures = make_strip_figure(
        snakemake.input.filtered,
        dict(zip(snakemake.params.arms, snakemake.input.predictions, strict=True)),
        snakemake.params.classes,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    save_figures(dict(snakemake.output.items()), pictures, captions)
