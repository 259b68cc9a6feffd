from evenbeat.arm import Arm
from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_beats
from evenbeat.choosing import write_tries
from evenbeat.logs import logged
from evenbeat.synthetic_beats import read_runs
from evenbeat.tries import try_settings

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    columns = (*FEATURES, "label")
    validation = read_beats(snakemake.input.validation, columns)
    predicted = try_settings(
        read_beats(snakemake.input.train, columns),
        validation,
        classes=snakemake.params.classes,
        arms=Arm.from_config(snakemake.params.arm).grid(),
        synthetic=read_runs(snakemake.input.synthetic, snakemake.params.runs),
        centre=snakemake.params.centre,
        training=snakemake.params.training,
    )
    write_tries(snakemake.output[0], predicted, validation["label"], snakemake.params.classes)
