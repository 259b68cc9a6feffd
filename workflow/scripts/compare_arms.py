from evenbeat.comparison import summarise_arms, tabulate_metrics
from evenbeat.files import read_json, whole_file
from evenbeat.logs import logged

with logged(snakemake.log[0]):
    by_seed = tabulate_metrics([read_json(path) for path in snakemake.input.metrics])
    for path, table in (
        (snakemake.output.metrics_by_seed, by_seed),
        (snakemake.output.metrics_by_arm, summarise_arms(by_seed)),
    ):
        with whole_file(path) as part:
            table.to_csv(part, index=False)
