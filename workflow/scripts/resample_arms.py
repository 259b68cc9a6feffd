from evenbeat.files import whole_file
from evenbeat.logs import logged
from evenbeat.study import compare_run
from evenbeat.study_parts import read_tables

with logged(snakemake.log[0]):
    arms = snakemake.params.arms
    paths = dict(zip(arms, snakemake.input.records, strict=True))
    parts = read_tables(paths, snakemake.params.classes)
    tables = compare_run(parts, arms, snakemake.params.comparison)
    for name, table in tables.items():
        with whole_file(snakemake.output[name]) as part:
            table.to_csv(part, index=False)
