from pathlib import Path

from evenbeat.runtime.joblog import logged
from evenbeat.simulation.database import simulate_database

with logged(snakemake.log[0]):
    simulate_database(Path(snakemake.output.checksums).parent, snakemake.params.simulation)
