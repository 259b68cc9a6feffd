from evenbeat.apart import train_apart
from evenbeat.logs import logged

with logged(snakemake.log[0]):
    train_apart(
        snakemake.output[0],
        log=snakemake.log[0],
        threads=snakemake.threads,
        train=snakemake.input.train,
        held_out=snakemake.params.held_out,
        retries_left=snakemake.resources.get("retries_left", 0),
        previous=next(iter(snakemake.input.get("previous", [])), None),
        identity=dict(snakemake.wildcards.items()),
        training=snakemake.params.training,
        epochs=snakemake.params.epochs,
        sample=snakemake.params.sample,
    )
