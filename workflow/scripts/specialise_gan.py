from evenbeat.backend import use_threads
from evenbeat.logs import logged
from evenbeat.shared import specialise

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    specialise(
        snakemake.output[0],
        shared=snakemake.input.shared,
        identity=dict(snakemake.wildcards.items()),
        sample=snakemake.params.sample,
    )
