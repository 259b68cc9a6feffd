from functools import partial

from evenbeat.balancing.arm import Arm
from evenbeat.beats.synthetic import read_synthetic_by_class
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.classifier.fit import fit_arm, write_curve
from evenbeat.classifier.fit_network import fit_network
from evenbeat.classifier.network import save_classifier
from evenbeat.io.json_files import write_json
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.apply import apply_setting

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    classes, training = snakemake.params.classes, snakemake.params.training
    (model, curve), counts = fit_arm(
        beats=read_beats(snakemake.input.train, (*FEATURES, "label")),
        classes=classes,
        arm=apply_setting(Arm.from_config(snakemake.params.arm), snakemake.input.get("choice")),
        synthetic=read_synthetic_by_class(snakemake.input.get("synthetic", [])),
        centre=snakemake.params.centre,
        seed=int(snakemake.wildcards.seed),
        fit=partial(
            fit_network,
            classes=classes,
            training=training,
            centre=snakemake.params.centre,
            sampling_rate=snakemake.params.sampling_rate,
        ),
    )
    save_classifier(snakemake.output.model, model)
    write_curve(snakemake.output.curve, curve)
    write_json(snakemake.output.training_set, counts)
