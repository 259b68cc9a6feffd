from evenbeat.arm import Arm
from evenbeat.choosing import choose_setting
from evenbeat.files import write_json
from evenbeat.logs import logged

with logged(snakemake.log[0]):
    choice = choose_setting(
        snakemake.input.tries,
        Arm.from_config(snakemake.params.arm),
        snakemake.params.classes,
    )
    write_json(snakemake.output[0], choice)
