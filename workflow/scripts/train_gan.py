from evenbeat.gan.identity import GanId
from evenbeat.gan.training_process import train_in_child_process
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    train_in_child_process(
        snakemake.output[0],
        gan_id=GanId.from_wildcards(snakemake.wildcards),
        epoch=snakemake.wildcards.epoch,
        log=snakemake.log[0],
        threads=snakemake.threads,
        train=snakemake.input.train,
        held_out=snakemake.input.held_out,
        retries_left=snakemake.resources.get("retries_left", 0),
        previous=next(iter(snakemake.input.get("previous", [])), None),
        training=snakemake.params.training,
        epochs=snakemake.params.epochs,
        sample=snakemake.params.sample,
        module=snakemake.params.own_module,
    )
