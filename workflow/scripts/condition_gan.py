from evenbeat.gan.class_conditional import condition_on_class
from evenbeat.gan.identity import GanId
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    condition_on_class(
        snakemake.output[0],
        shared=snakemake.input.shared,
        gan_id=GanId.from_wildcards(snakemake.wildcards),
        epoch=snakemake.wildcards.epoch,
        sample=snakemake.params.sample,
        module=snakemake.params.own_module,
    )
