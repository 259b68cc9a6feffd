from evenbeat.io.json_files import read_json, write_json
from evenbeat.runtime.joblog import logged
from evenbeat.study.parts import gather_facts

with logged(snakemake.log[0]):
    facts = gather_facts(
        identity={
            "split": snakemake.wildcards.split,
            "kind": snakemake.wildcards.kind,
            "name": snakemake.wildcards.arm,
        },
        arm=snakemake.params.arm,
        classes=snakemake.params.classes,
        choice=read_json(snakemake.input.choice),
        metrics=[read_json(path) for path in snakemake.input.metrics],
        training_sets=[read_json(path) for path in snakemake.input.training_sets],
    )
    write_json(snakemake.output[0], facts)
