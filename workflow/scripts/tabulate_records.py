from evenbeat.evaluation.per_record import count_confusions
from evenbeat.io.csv_tables import write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    table = count_confusions(
        snakemake.input.predictions, snakemake.params.classes, snakemake.params.seeds_per_gan
    )
    write_table(snakemake.output[0], table)
