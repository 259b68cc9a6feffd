from evenbeat.classifier.predictions import average_predictions, write_predictions
from evenbeat.evaluation.classification import score_predictions
from evenbeat.io.json_files import write_json
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    classes = snakemake.params.classes
    beats, probabilities = average_predictions(snakemake.input.members)
    identity = dict(snakemake.wildcards.items())
    metrics = score_predictions(
        beats["label"], probabilities, classes, snakemake.params.min_test_beats
    )
    write_predictions(snakemake.output.predictions, beats, probabilities, classes, identity)
    write_json(snakemake.output.metrics, identity | metrics)
