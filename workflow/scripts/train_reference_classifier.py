from evenbeat.balancing.arm import Arm
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.classifier.fit import fit_arm
from evenbeat.classifier.network import save_classifier
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.runtime.seeds import derive_seed

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
