from evenbeat.beats.features import FEATURE_NAMES, compute_features
from evenbeat.beats.table import read_beats
from evenbeat.evaluation.feature_ranking import rank_features
from evenbeat.io.csv_tables import write_table
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    beats, params = read_beats(snakemake.input.train), snakemake.params
    features = compute_features(beats, params.centre, params.sampling_rate)
    table = rank_features(features, FEATURE_NAMES, beats["label"], beats["patient"], params.classes)
    write_table(snakemake.output.features, table)
