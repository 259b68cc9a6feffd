from evenbeat.arm import read_arms
from evenbeat.logs import logged
from evenbeat.study import compare_run
from evenbeat.study_parts import read_tables
from evenbeat.tables import write_table

with logged(snakemake.log[0]):
    arms = read_arms(snakemake.params.arms)
    paths = dict(zip(arms, snakemake.input.records, strict=True))
    parts = read_tables(paths, snakemake.params.classes)
    tables = compare_run(parts, arms, snakemake.params.comparison)
    for name, table in tables.items():
        write_table(snakemake.output[name], table)
