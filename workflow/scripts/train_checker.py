from evenbeat.arm import Arm
from evenbeat.arms import fit_arm
from evenbeat.backend import use_threads
from evenbeat.beat_table import FEATURES, read_beats
from evenbeat.classifier import save_classifier
from evenbeat.logs import logged
from evenbeat.seeds import derive_seed

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    model, _, _ = fit_arm(
        beats=read_beats(snakemake.input.train, (*FEATURES, "label")),
        classes=snakemake.params.classes,
        arm=Arm("none"),
        synthetic={},
        centre=snakemake.params.centre,
        training=snakemake.params.training,
        seed=derive_seed("checker", snakemake.wildcards.split),
    )
    save_classifier(snakemake.output[0], model)
