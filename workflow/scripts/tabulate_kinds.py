from evenbeat.evaluation.kind_table import tabulate_kinds
from evenbeat.io.csv_tables import read_table, write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    table = tabulate_kinds(
        snakemake.input.folds,
        read_table(snakemake.input.by_arm),
        snakemake.params.arm,
        snakemake.params.classes,
    )
    write_table(snakemake.output[0], table, digits=4)
