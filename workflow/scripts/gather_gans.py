from evenbeat.gan.history import read_gan_histories, read_screens
from evenbeat.io.csv_tables import write_table
from evenbeat.io.json_files import write_json
from evenbeat.report.explorer import gather_explorer_data
from evenbeat.report.gans import tabulate_gans
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    gans = read_gan_histories(snakemake.input.choices, snakemake.input.checkpoints)
    table = tabulate_gans(gans, read_screens(snakemake.input.screens))
    write_table(snakemake.output.gans, table)
    write_json(
        snakemake.output.explorer,
        gather_explorer_data(gans, snakemake.input.train, snakemake.params.before),
    )
