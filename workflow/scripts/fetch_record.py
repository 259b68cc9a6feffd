from evenbeat.database import fetch_verified, read_checksums
from evenbeat.logs import logged

# Not params, which would be tracked: see the rule.
source = snakemake.config["database"]

with logged(snakemake.log[0]):
    checksums = read_checksums(snakemake.input.checksums)
    for suffix, target in snakemake.output.items():
        fetch_verified(
            name=f"{snakemake.wildcards.record}.{suffix}",
            url=source["url"],
            checksums=checksums,
            target=target,
            attempts=source["attempts"],
            timeout=source["timeout"],
        )
