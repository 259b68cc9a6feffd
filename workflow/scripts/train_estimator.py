from functools import partial

from evenbeat.balancing.arm import Arm
from evenbeat.beats.synthetic import read_synthetic_by_class
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.classifier.estimator import fit_estimator
from evenbeat.classifier.fit import fit_arm
from evenbeat.classifier.kinds import Kind
from evenbeat.classifier.skops_file import save_model
from evenbeat.io.json_files import write_json
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.apply import apply_setting

with logged(snakemake.log[0]):
    model, counts = fit_arm(
        beats=read_beats(snakemake.input.train, (*FEATURES, "label")),
        classes=snakemake.params.classes,
        arm=apply_setting(Arm.from_config(snakemake.params.arm), snakemake.input.get("choice")),
        synthetic=read_synthetic_by_class(snakemake.input.get("synthetic", [])),
        centre=snakemake.params.centre,
        seed=int(snakemake.wildcards.seed),
        fit=partial(
            fit_estimator,
            kind=Kind.from_config(snakemake.params.kind),
            centre=snakemake.params.centre,
            sampling_rate=snakemake.params.sampling_rate,
        ),
    )
    save_model(snakemake.output.model, model)
    write_json(snakemake.output.training_set, counts)
