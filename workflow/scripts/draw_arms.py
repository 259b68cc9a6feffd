from evenbeat.balancing.arm import read_arms
from evenbeat.figures.arms_report import make_arm_figures
from evenbeat.figures.save import save_figures
from evenbeat.io.csv_tables import read_table
from evenbeat.io.json_files import read_json
from evenbeat.report.captions import render_captions
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    pictures = make_arm_figures(
        read_table(snakemake.input.by_seed),
        read_table(snakemake.input.measures),
        read_table(snakemake.input.contrasts),
        [read_json(path) for path in snakemake.input.metrics],
        (snakemake.wildcards.split, snakemake.wildcards.kind),
        snakemake.params.classes,
        read_arms(snakemake.params.arms),
    )
    captions = render_captions(snakemake.input.captions, snakemake)
    save_figures(dict(snakemake.output.items()), pictures, captions)
