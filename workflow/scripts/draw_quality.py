from evenbeat.figures.quality import make_quality_figures
from evenbeat.figures.save import save_figures
from evenbeat.io.csv_tables import read_table
from evenbeat.quality.summary import read_quality_tables
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    pictures = make_quality_figures(
        read_quality_tables(snakemake.input.quality),
        read_table(snakemake.input.map),
        snakemake.wildcards.split,
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    save_figures(dict(snakemake.output.items()), pictures, captions)
