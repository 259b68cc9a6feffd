from pathlib import Path

from evenbeat.logs import logged
from evenbeat.simulation import simulate_database

with logged(snakemake.log[0]):
    simulate_database(Path(snakemake.output.checksums).parent, snakemake.params.simulation)
