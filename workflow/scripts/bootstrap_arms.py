from evenbeat.balancing.arm import read_arms
from evenbeat.evaluation.compare_run import compare_run
from evenbeat.evaluation.results import read_parts
from evenbeat.io.csv_tables import write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    arms = read_arms(snakemake.params.arms)
    paths = dict(zip(arms, snakemake.input.records, strict=True))
    comparison = snakemake.params.comparison
    parts = read_parts(paths, snakemake.params.classes, comparison["min_test_beats"])
    tables = compare_run(parts, arms, comparison)
    for name, table in tables.items():
        write_table(snakemake.output[name], table)
