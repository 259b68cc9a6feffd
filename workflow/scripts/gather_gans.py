from evenbeat.explorer import gather_explorer
from evenbeat.files import write_json
from evenbeat.gan_history import read_gans, read_screens
from evenbeat.logs import logged
from evenbeat.report_gan import tabulate_gans
from evenbeat.tables import write_table

with logged(snakemake.log[0]):
    gans = read_gans(snakemake.input.choices, snakemake.input.milestones)
    table = tabulate_gans(gans, read_screens(snakemake.input.screens))
    write_table(snakemake.output.gans, table)
    write_json(
        snakemake.output.explorer,
        gather_explorer(gans, snakemake.input.train, snakemake.params.before),
    )
