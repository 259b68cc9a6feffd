from evenbeat.backend import use_threads
from evenbeat.beat_table import read_beats
from evenbeat.classifier import load_classifier, predict
from evenbeat.files import write_json
from evenbeat.hdf5 import write_datasets
from evenbeat.logs import logged
from evenbeat.metrics import score_predictions

with logged(snakemake.log[0]):
    use_threads(snakemake.threads)
    beats = read_beats(snakemake.input.test)
    probabilities = predict(load_classifier(snakemake.input.model), beats)
    identity = dict(snakemake.wildcards.items())
    metrics = score_predictions(beats["label"], probabilities, snakemake.params.classes)
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
