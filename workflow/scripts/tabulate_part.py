from evenbeat.files import read_json, whole_file, write_json
from evenbeat.logs import logged
from evenbeat.record_table import tabulate_records
from evenbeat.study_parts import gather_facts

with logged(snakemake.log[0]):
    tables = tabulate_records(
        snakemake.input.predictions, snakemake.params.classes, snakemake.params.seeds_per_gan
    )
    paths = (snakemake.output.records, snakemake.output.committees)
    for path, table in zip(paths, tables, strict=True):
        with whole_file(path) as part:
            table.to_csv(part, index=False)
    facts = gather_facts(
        identity={"split": snakemake.wildcards.split, "name": snakemake.wildcards.arm},
        arm=snakemake.params.arm,
        classes=snakemake.params.classes,
        choice=read_json(snakemake.input.choice),
        metrics=[read_json(path) for path in snakemake.input.metrics],
        training_sets=[read_json(path) for path in snakemake.input.training_sets],
    )
    write_json(snakemake.output.facts, facts)
