from evenbeat.dag_figure import picture_dag
from evenbeat.logs import logged
from evenbeat.page import render_captions, write_pictures

with logged(snakemake.log[0]):
    captions = render_captions(snakemake.input.captions, snakemake)
    pictures = picture_dag(snakemake.params.plan)
    write_pictures(dict(snakemake.output.items()), pictures, captions)
