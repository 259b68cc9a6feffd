from functools import partial

from evenbeat.balancing.arm import Arm
from evenbeat.beats.table import FEATURES, read_beats
from evenbeat.classifier.fit import fit_arm
from evenbeat.classifier.fit_network import fit_network
from evenbeat.classifier.network import save_classifier
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged
from evenbeat.runtime.seeds import derive_seed

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    classes, training = snakemake.params.classes, snakemake.params.training
    (model, _), _ = fit_arm(
        beats=read_beats(snakemake.input.train, (*FEATURES, "label")),
        classes=classes,
        arm=Arm("none"),
        synthetic={},
        centre=snakemake.params.centre,
        seed=derive_seed("checker", snakemake.wildcards.split),
        fit=partial(
            fit_network,
            classes=classes,
            training=training,
            centre=snakemake.params.centre,
            sampling_rate=snakemake.params.sampling_rate,
        ),
    )
    save_classifier(snakemake.output[0], model)
