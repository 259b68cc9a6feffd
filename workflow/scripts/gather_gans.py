from evenbeat.explorer import gather_explorer
from evenbeat.files import whole_file, write_json
from evenbeat.gan_history import read_gans, read_screens
from evenbeat.logs import logged
from evenbeat.report_gan import tabulate_gans

with logged(snakemake.log[0]):
    gans = read_gans(snakemake.input.choices, snakemake.input.milestones)
    with whole_file(snakemake.output.gans) as part:
        tabulate_gans(gans, read_screens(snakemake.input.screens)).to_csv(part, index=False)
    write_json(
        snakemake.output.explorer,
        gather_explorer(gans, snakemake.input.train, snakemake.params.before),
    )
