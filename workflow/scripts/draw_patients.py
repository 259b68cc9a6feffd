from evenbeat.figures.learning_curve import make_learning_curve
from evenbeat.figures.save import save_figures
from evenbeat.io.csv_tables import read_table
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    pictures = make_learning_curve(
        read_table(snakemake.input.summary),
        read_table(snakemake.input.worth),
        snakemake.params.arms,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    save_figures(dict(snakemake.output.items()), pictures, captions)
