from evenbeat.balancing.arm import Arm
from evenbeat.io.json_files import read_json, write_json
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.select import score_committee

with logged(snakemake.log[0]):
    folds = len(snakemake.input.trials) // len(snakemake.input.choices)
    members = [
        (snakemake.input.trials[place * folds : (place + 1) * folds], read_json(choice))
        for place, choice in enumerate(snakemake.input.choices)
    ]
    scores = score_committee(
        members,
        Arm.from_config(snakemake.params.arm),
        snakemake.params.classes,
        snakemake.params.min_test_beats,
    )
    write_json(snakemake.output[0], scores)
