from evenbeat.files import read_json, whole_file, write_json
from evenbeat.logs import logged
from evenbeat.record_table import tabulate_records
from evenbeat.study_parts import gather_facts

with logged(snakemake.log[0]):
    table = tabulate_records(
        snakemake.input.predictions, snakemake.params.classes, snakemake.params.seeds_per_gan
    )
    with whole_file(snakemake.output.records) as part:
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
