from evenbeat.database import fetch_verified, read_checksums
from evenbeat.logs import logged

with logged(snakemake.log[0]):
    checksums = read_checksums(snakemake.input.checksums)
    for suffix, target in snakemake.output.items():
        fetch_verified(
            name=f"{snakemake.wildcards.record}.{suffix}",
            url=snakemake.params.url,
            checksums=checksums,
            target=target,
            attempts=snakemake.params.attempts,
            timeout=snakemake.params.timeout,
        )
