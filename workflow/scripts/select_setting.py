from evenbeat.balancing.arm import Arm
from evenbeat.io.json_files import write_json
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.select import select_setting

with logged(snakemake.log[0]):
    choice = select_setting(
        snakemake.input.trials,
        Arm.from_config(snakemake.params.arm),
        snakemake.params.classes,
        snakemake.params.min_test_beats,
    )
    write_json(snakemake.output[0], choice)
