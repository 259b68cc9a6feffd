from evenbeat.report.page import write_report
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    write_report(snakemake.output[0], dict(snakemake.input.items()), dict(snakemake.params.config))
