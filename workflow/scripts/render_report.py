from evenbeat.logs import logged
from evenbeat.report import write_report

with logged(snakemake.log[0]):
    write_report(snakemake.output[0], dict(snakemake.input.items()), dict(snakemake.params.config))
