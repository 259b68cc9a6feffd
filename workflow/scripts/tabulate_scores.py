from evenbeat.evaluation.metric_tables import tabulate_metrics
from evenbeat.io.csv_tables import write_table
from evenbeat.io.json_files import read_json
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    scores = tabulate_metrics([read_json(path) for path in snakemake.input.metrics])
    write_table(snakemake.output[0], scores)
