from evenbeat.arm import Arm
from evenbeat.arms import fit_arm, settle_arm, write_curve
from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_beats
from evenbeat.classifier import save_classifier
from evenbeat.files import write_json
from evenbeat.logs import logged
from evenbeat.synthetic_beats import read_classes

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    model, curve, counts = fit_arm(
        beats=read_beats(snakemake.input.train, (*FEATURES, "label")),
        classes=snakemake.params.classes,
        arm=settle_arm(Arm.from_config(snakemake.params.arm), snakemake.input.get("choice")),
        synthetic=read_classes(snakemake.input.get("synthetic", [])),
        centre=snakemake.params.centre,
        training=snakemake.params.training,
        seed=int(snakemake.wildcards.seed),
    )
    save_classifier(snakemake.output.model, model)
    write_curve(snakemake.output.curve, curve)
    write_json(snakemake.output.training_set, counts)
