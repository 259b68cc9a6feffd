from evenbeat.io.csv_tables import write_table
from evenbeat.quality.summary import gather_quality
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    table = gather_quality(snakemake.input.quality, snakemake.params.gans)
    write_table(snakemake.output[0], table, digits=6)
