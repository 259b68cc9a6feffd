from evenbeat.evaluation.metric_tables import summarise_arms, tabulate_metrics
from evenbeat.io.csv_tables import write_table
from evenbeat.io.json_files import read_json
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    by_seed = tabulate_metrics([read_json(path) for path in snakemake.input.metrics])
    write_table(snakemake.output.metrics_by_seed, by_seed)
    write_table(snakemake.output.metrics_by_arm, summarise_arms(by_seed))
