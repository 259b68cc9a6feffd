from evenbeat.beats.table import read_beats
from evenbeat.classifier.inference import predict
from evenbeat.classifier.network import load_classifier
from evenbeat.classifier.predictions import write_predictions
from evenbeat.evaluation.classification import score_predictions
from evenbeat.io.json_files import write_json
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats, classes = read_beats(snakemake.input.test), snakemake.params.classes
    probabilities = predict(
        load_classifier(snakemake.input.model),
        beats,
        snakemake.params.centre,
        snakemake.params.sampling_rate,
    )
    identity = dict(snakemake.wildcards.items())
    metrics = score_predictions(
        beats["label"], probabilities, classes, snakemake.params.min_test_beats
    )
    write_predictions(snakemake.output.predictions, beats, probabilities, classes, identity)
    write_json(snakemake.output.metrics, identity | metrics)
