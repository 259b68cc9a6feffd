from evenbeat.beats.table import read_beats
from evenbeat.classifier.estimator import predict
from evenbeat.classifier.predictions import write_predictions
from evenbeat.classifier.skops_file import load_model
from evenbeat.evaluation.classification import score_predictions
from evenbeat.io.json_files import write_json
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    beats, classes = read_beats(snakemake.input.test), snakemake.params.classes
    model = load_model(snakemake.input.model, snakemake.params.estimator)
    probabilities = predict(
        model, beats, classes, snakemake.params.centre, snakemake.params.sampling_rate
    )
    identity = dict(snakemake.wildcards.items())
    metrics = score_predictions(
        beats["label"], probabilities, classes, snakemake.params.min_test_beats
    )
    write_predictions(snakemake.output.predictions, beats, probabilities, classes, identity)
    write_json(snakemake.output.metrics, identity | metrics)
