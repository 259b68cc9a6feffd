from evenbeat.logs import logged
from evenbeat.quality_study import gather_quality
from evenbeat.tables import write_table

with logged(snakemake.log[0]):
    table = gather_quality(snakemake.input.quality, snakemake.params.gans)
    write_table(snakemake.output[0], table, digits=6)
