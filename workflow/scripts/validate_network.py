from functools import partial

from evenbeat.balancing.arm import Arm
from evenbeat.beats.synthetic import read_synthetic_runs
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.classifier.fit_network import fit_and_predict
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.trial import run_trials, write_trials

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    columns, classes = (*FEATURES, "label"), snakemake.params.classes
    validation = read_beats(snakemake.input.validation, columns)
    predicted = run_trials(
        read_beats(snakemake.input.train, columns),
        validation,
        classes=classes,
        arms=Arm.from_config(snakemake.params.arm).grid(),
        synthetic=read_synthetic_runs(snakemake.input.synthetic, snakemake.params.runs),
        centre=snakemake.params.centre,
        fit_and_predict=partial(
            fit_and_predict,
            classes=classes,
            training=snakemake.params.training,
            centre=snakemake.params.centre,
            sampling_rate=snakemake.params.sampling_rate,
        ),
    )
    write_trials(snakemake.output[0], predicted, validation["label"], classes)
