from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.record_table import tabulate_records

with logged(snakemake.log[0]):
    tables = tabulate_records(
        snakemake.input.predictions, snakemake.params.classes, snakemake.params.seeds_per_gan
    )
    for path, table in zip(snakemake.output, tables, strict=True):
        with whole_file(path) as part:
            table.to_csv(part, index=False)
