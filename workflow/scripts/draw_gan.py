from evenbeat.figures.gan_report import make_gan_figures
from evenbeat.figures.save import save_figures
from evenbeat.gan.history import read_gan_histories
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    pictures = make_gan_figures(
        read_gan_histories(snakemake.input.choices, snakemake.input.checkpoints),
        snakemake.input.train,
        snakemake.input.synthetic,
        snakemake.params.before,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    save_figures(dict(snakemake.output.items()), pictures, captions)
