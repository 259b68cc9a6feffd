"""The layouts of the HDF5 files of a run: the datasets of each layout, and its summary."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from evenbeat.data.aami import ALL
from evenbeat.gan.catalogue import MODELS
from evenbeat.gan.checkpoints import UNITS

# The datasets that a file of each layout has.
DATASETS = {
    "checkpoint": ("losses", "sample"),
    "held_out": ("held_out",),
    "predictions": ("probability", "label", "record", "sample"),
    "trials": ("probability", "label"),
    "filtered": ("signal",),
    "beats": (
        *("waveform", "template", "rhythm", "features", "label", "symbol", "sample", "record"),
        "patient",
    ),
    "network": (),
    "sampled": ("waveform",),
}
TITLES = {
    "checkpoint": "checkpoint of a GAN",
    "held_out": "which training beats are held out from the training of GANs",
    "predictions": "predictions of a classifier",
    "trials": "predictions of each setting of an arm on a fold",
    "filtered": "filtered lead of a record",
    "beats": "table of beats",
    "network": "network, saved by Keras",
    "sampled": "synthetic beats, made by evenbeat sample",
}


@dataclass(frozen=True)
class Layout:
    """The layout of an HDF5 file, found from its content.

    Attributes
    ----------
    name : str
        A key of `TITLES`.
    missing : tuple of str
        Datasets and groups that the file should have.
    """

    name: str
    missing: tuple


def find_layout(file):
    """Find the layout of an HDF5 file.

    Parameters
    ----------
    file : h5py.File

    Returns
    -------
    Layout or None
        None for a file of another program.
    """
    if "trained" in file.attrs:
        name = "checkpoint"
        expected = _expect_of_checkpoint(file) if file.attrs["trained"] else ()
    elif "model_config" in file.attrs:
        name, expected = "network", ()
    else:
        marks = {
            "held_out": "held_out" in file,
            "sampled": "sampled_from" in file.attrs,
            "predictions": "probability" in file and "kind" in file.attrs,
            "trials": "probability" in file,
            "filtered": "signal" in file,
            "beats": "waveform" in file or "features" in file.attrs,
        }
        name = next((name for name, found in marks.items() if found), None)
        if name is None:
            return None
        expected = DATASETS[name]
    return Layout(name, tuple(dataset for dataset in expected if dataset not in file))


def _expect_of_checkpoint(file):
    expected = DATASETS["checkpoint"]
    # A sample is of one class: the checkpoint that all classes share has none.
    if file.attrs.get("class") == ALL:
        expected = tuple(one for one in expected if one != "sample")
    if "model_config" in file.attrs or file.attrs.get("model") in MODELS:
        return (*expected, "model_weights")
    # A user's own model may store its state by other names.
    return expected if set(file) - set(UNITS) else (*expected, "state")


def summarise_layout(file, name):
    """Summarise an HDF5 file.

    Parameters
    ----------
    file : h5py.File
    name : str
        Name of its layout.

    Returns
    -------
    list of (str, str)
        Label and text of each line.
    """
    return _SUMMARIES[name](file, file.attrs)


def _named(attributes, *names):
    """Join the attributes that the file has, each after its name."""
    found = [f"{name} {attributes[name]}".replace("_", " ") for name in names if name in attributes]
    return ", ".join(found)


def _count(labels):
    return ", ".join(f"{cls.decode()} {number}" for cls, number in Counter(labels).most_common())


def _unit(file, name):
    return str(file[name].attrs.get("unit", "not stated"))


def _describe_beats(dataset, attributes):
    rate = f" at {attributes['sampling_rate']} Hz" if "sampling_rate" in attributes else ""
    how = _named(attributes, "filter", "scaling", "reference")
    return ", ".join(filter(None, [f"{dataset.shape[-1]} samples{rate}", how]))


def _simulated(attributes):
    return [("simulated", "yes, not from a patient")] if attributes.get("simulated") else []


def _summarise_checkpoint(file, attributes):
    lines = [
        ("class", str(attributes.get("class", "not stated"))),
        ("model", _named(attributes, "model", "epoch", "step").removeprefix("model ")),
        ("made from", _named(attributes, "split", "seed", "training_beats")),
    ]
    if not attributes["trained"]:
        return [*lines, ("no networks", str(attributes.get("reason", "no reason stated")))]
    if "sample" in file:
        lines.append(("beats", _describe_beats(file["sample"], attributes)))
    if "scale" in attributes:
        scale = float(attributes["scale"])
        lines.append(("unit", f"scaled lead, pure number; networks use it divided by {scale:.4g}"))
    if "patients" in file:
        lines.append(("patients", f"templates of {len(file['patients'])}"))
    if "loss" in attributes:
        losses = ", ".join(map(str, attributes.get("loss_columns", ())))
        lines.append(("losses", f"{attributes['loss']}, {attributes['loss_unit']}: {losses}"))
    return [*lines, ("trained in", str(attributes.get("precision", "not stated")))]


def _summarise_beats(file, attributes):
    labels = file["label"][()] if "label" in file else []
    databases = attributes.get("databases", [attributes.get("database", "not stated")])
    lines = [
        ("beats", f"{len(labels)}: {_count(labels)}"),
        ("made from", f"{', '.join(map(str, databases))}"),
    ]
    if "split" in attributes:
        lines.append(("split", _named(attributes, "split", "side").removeprefix("split ")))
    if "records" in attributes and "patient" in file:
        patients = len(np.unique(file["patient"][()]))
        lines.append(("records", f"{len(attributes['records'])}; patients with beats {patients}"))
    if "waveform" in file:
        lines.append(("waveform", _describe_beats(file["waveform"], attributes)))
        lines.append(("unit", _unit(file, "waveform")))
    return [*lines, ("columns", ", ".join(file)), *_simulated(attributes)]


def _summarise_filtered(file, attributes):
    seconds = file["signal"].size / float(attributes["sampling_rate"])
    return [
        ("record", _named(attributes, "record", "lead").removeprefix("record ")),
        (
            "signal",
            f"{seconds:g} s at {attributes['sampling_rate']} Hz, {_named(attributes, 'filter')}",
        ),
        ("made from", f"a record of {float(attributes['record_sampling_rate']):g} Hz"),
        ("unit", _unit(file, "signal")),
        *_simulated(attributes),
    ]


def _summarise_held_out(file, attributes):
    held_out = file["held_out"][()]
    return [
        ("beats", f"{int(held_out.sum())} of {held_out.size} are held out"),
        ("made from", _named(attributes, "split", "side")),
        ("unit", _unit(file, "held_out")),
    ]


def _summarise_predictions(file, attributes):
    labels = file["label"][()] if "label" in file else []
    return [
        ("beats", f"{len(labels)}: {_count(labels)}"),
        ("made by", _named(attributes, "kind", "arm", "seed", "split")),
        ("classes", ", ".join(map(str, attributes.get("classes", ())))),
        ("unit", _unit(file, "probability")),
    ]


def _summarise_trials(file, attributes):
    return [
        ("probability", f"shape {file['probability'].shape}"),
        ("unit", _unit(file, "probability")),
    ]


def _summarise_network(file, attributes):
    layers = [str(name) for name in file.get("model_weights", ())]
    return [
        ("Keras", str(attributes.get("keras_version", "not stated"))),
        ("layers", ", ".join(name for name in layers if name != "top_level_model_weights")),
    ]


def _summarise_sampled(file, attributes):
    return [
        ("beats", f"{len(file['waveform'])} of class {attributes.get('class', 'not stated')}"),
        ("made by", _named(attributes, "model", "epoch", "sampled_from", "sampling_seed")),
        ("waveform", _describe_beats(file["waveform"], attributes)),
        ("unit", _unit(file, "waveform")),
        ("datasets", ", ".join(file)),
    ]


_SUMMARIES = {
    "sampled": _summarise_sampled,
    "checkpoint": _summarise_checkpoint,
    "held_out": _summarise_held_out,
    "predictions": _summarise_predictions,
    "trials": _summarise_trials,
    "filtered": _summarise_filtered,
    "beats": _summarise_beats,
    "network": _summarise_network,
}
