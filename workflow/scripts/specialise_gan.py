from evenbeat.backend import use_threads
from evenbeat.gan_id import GanId
from evenbeat.logs import logged
from evenbeat.shared import specialise

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    specialise(
        snakemake.output[0],
        shared=snakemake.input.shared,
        gan_id=GanId.from_wildcards(snakemake.wildcards),
        epoch=snakemake.wildcards.epoch,
        sample=snakemake.params.sample,
    )
