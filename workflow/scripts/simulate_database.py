from evenbeat.runtime.joblog import logged
from evenbeat.simulation.database import simulate_databases

with logged(snakemake.log[0]):
    simulate_databases(snakemake.params.folder, snakemake.params.simulations)
