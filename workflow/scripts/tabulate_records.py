from evenbeat.logs import logged
from evenbeat.record_table import tabulate_records
from evenbeat.tables import write_table

with logged(snakemake.log[0]):
    tables = tabulate_records(
        snakemake.input.predictions, snakemake.params.classes, snakemake.params.seeds_per_gan
    )
    for path, table in zip(snakemake.output, tables, strict=True):
        write_table(path, table)
