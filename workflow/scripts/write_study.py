from evenbeat.runtime.joblog import logged
from evenbeat.study.publish import publish

with logged(snakemake.log[0]):
    publish(snakemake.params.config, snakemake.output)
