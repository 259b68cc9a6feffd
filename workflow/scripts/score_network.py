from evenbeat.beats.table import read_beats
from evenbeat.classifier.inference import predict
from evenbeat.classifier.network import load_classifier
from evenbeat.evaluation.classification import score_predictions
from evenbeat.io.hdf5 import write_datasets
from evenbeat.io.json_files import write_json
from evenbeat.nn.backend import use_threads
from evenbeat.runtime.joblog import logged

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_beats(snakemake.input.test)
    probabilities = predict(load_classifier(snakemake.input.model), beats)
    identity = dict(snakemake.wildcards.items())
    metrics = score_predictions(
        beats["label"],
        probabilities,
        snakemake.params.classes,
        snakemake.params.min_test_beats,
    )
    write_datasets(
        snakemake.output.predictions,
        {
            "probability": (probabilities, "probability, a column for each class"),
            "label": (beats["label"].astype("S"), "AAMI EC57 class"),
            "record": (beats["record"].astype("S"), "record name"),
            "sample": (beats["sample"], "sample of the annotation in its record"),
        },
        identity | {"classes": snakemake.params.classes},
    )
    write_json(snakemake.output.metrics, identity | metrics)
