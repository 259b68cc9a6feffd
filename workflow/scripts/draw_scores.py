from evenbeat.logs import logged
from evenbeat.page import write_picture
from evenbeat.report_classifiers import draw_split_scores, read_table

with logged(snakemake.log[0]):
    figure = draw_split_scores(
        read_table(snakemake.input.by_seed), snakemake.wildcards.split, snakemake.params.classes
    )
    write_picture(snakemake.output[0], figure)
