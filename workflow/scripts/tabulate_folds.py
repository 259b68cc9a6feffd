from evenbeat.balancing.arm import read_arms
from evenbeat.io.csv_tables import write_table
from evenbeat.io.json_files import read_json
from evenbeat.runtime.joblog import logged
from evenbeat.tuning.fold_table import tabulate_folds

with logged(snakemake.log[0]):
    places = zip(snakemake.params.places, snakemake.input.choices, strict=True)
    choices = {tuple(place): read_json(path) for place, path in places}
    arms, classes = read_arms(snakemake.params.arms), snakemake.params.classes
    write_table(snakemake.output[0], tabulate_folds(choices, arms, classes), digits=6)
