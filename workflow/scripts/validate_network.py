from evenbeat.balancing.arm import Arm
from evenbeat.beats.synthetic import read_synthetic_runs
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.trial import run_trials, write_trials

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    columns = (*FEATURES, "label")
    validation = read_beats(snakemake.input.validation, columns)
    predicted = run_trials(
        read_beats(snakemake.input.train, columns),
        validation,
        classes=snakemake.params.classes,
        arms=Arm.from_config(snakemake.params.arm).grid(),
        synthetic=read_synthetic_runs(snakemake.input.synthetic, snakemake.params.runs),
        centre=snakemake.params.centre,
        training=snakemake.params.training,
    )
    write_trials(snakemake.output[0], predicted, validation["label"], snakemake.params.classes)
