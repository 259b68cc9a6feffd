from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.evaluation.feature_ranking import rank_features
from evenbeat.io.csv_tables import write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    beats = read_beats(snakemake.input.train, ("features", "label", "patient"))
    table = rank_features(
        beats["features"],
        read_attributes(snakemake.input.train)["features"],
        beats["label"],
        beats["patient"],
        snakemake.params.classes,
    )
    write_table(snakemake.output.features, table)
