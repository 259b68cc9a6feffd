"""The report: one HTML page that carries everything it shows."""

from itertools import groupby
from pathlib import Path

import numpy as np
from jinja2 import Environment, StrictUndefined

from evenbeat import report_classifiers, report_gan
from evenbeat.beat_table import read_attributes, read_beats
from evenbeat.figures import style_arms
from evenbeat.files import read_array, read_json, whole_file
from evenbeat.findings import caution, describe_best, describe_contrasts
from evenbeat.provenance import tabulate_records, tabulate_run, tabulate_versions, write_config

SPLITS = {
    "interpatient": "No record both trains and tests: this is the split that counts.",
    "intrapatient": ("Beats of every record both train and test, which flatters the scores."),
}


def write_report(path, inputs, config):
    """Write the report.

    Parameters
    ----------
    path : str
    inputs : dict of str to str or list of str
        The artifacts by the names that rule render_report gives them.
    config : dict
        The whole configuration.
    """
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(Path(inputs["template"]).read_text(encoding="utf-8"))
    page = template.render(gather(inputs, config))
    with whole_file(path) as part:
        part.write_text(page, encoding="utf-8")


def gather(inputs, config):
    """Gather all that the page shows.

    Parameters
    ----------
    inputs, config
        As for `write_report`.

    Returns
    -------
    dict
        The template's variables.
    """
    simulated = bool(read_attributes(inputs["beats"])["simulated"])
    source = "simulated" if simulated else "real"
    metrics = [read_json(metrics_path) for metrics_path in inputs["metrics"]]
    classes = {one["split"]: one["classes"] for one in metrics}
    records, odd = tabulate_records(inputs["beats"], config["signal"]["lead"])
    return {
        "simulated": simulated,
        "source": source,
        "database": config["database"]["name"],
        "preferred_lead": config["signal"]["lead"],
        "summary": summarise(inputs, config),
        "classifiers": gather_classifiers(inputs, metrics, classes, source),
        "gans": gather_gans(inputs, config, classes, source),
        "records": records,
        "odd_records": odd,
        "run": tabulate_run(config, len(records["rows"]) - 1),
        "versions": tabulate_versions(),
        "config": write_config(config),
    }


def summarise(inputs, config):
    """Put the comparison into sentences.

    Returns
    -------
    dict
        `splits`, a list of dicts, and `caution`.
    """
    by_seed = report_classifiers.read_table(inputs["by_seed"])
    arms = run_arms(config)
    splits = [
        {
            "split": split,
            "note": SPLITS.get(split, ""),
            "best": describe_best(of_split),
            "contrasts": describe_contrasts(of_split, arms),
        }
        for split, of_split in by_seed.groupby("split", sort=False)
    ]
    seeds = by_seed["seed"].nunique()
    gan_seeds = min(seeds, len(config["gan"]["seeds"]))  # they are shared out among the former
    return {"splits": splits, "caution": caution(seeds, gan_seeds, uses_gan(config))}


def run_arms(config):
    """Take the arms of the run, as the configuration describes them."""
    return {name: config["arms"][name] for name in config["run"]["arms"]}


def uses_gan(config):
    """Tell whether an arm of the run uses a GAN."""
    return any("model" in arm for arm in run_arms(config).values())


def gather_classifiers(inputs, metrics, classes, source):
    """Gather tables and figures on the classifiers of each split.

    Returns
    -------
    list of dict
    """
    by_seed = report_classifiers.read_table(inputs["by_seed"])
    by_arm = report_classifiers.read_table(inputs["by_arm"])
    styles = style_arms(by_seed["arm"].unique())
    return [
        {
            "split": split,
            "comparison": report_classifiers.compare(by_seed, by_arm, split, of_split, source),
            "training_sets": report_classifiers.tabulate_training_sets(
                inputs["training_sets"], metrics, split, of_split, source
            ),
            "confusions": report_classifiers.picture_confusions(metrics, split, of_split, source),
            "curves": report_classifiers.picture_curves(inputs["curves"], split, styles),
        }
        for split, of_split in classes.items()
    ]


def gather_gans(inputs, config, classes, source):
    """Gather tables and figures on the GANs of each split.

    Returns
    -------
    list of dict
        Empty if the run has no GAN.
    """
    artifacts = [inputs.get(name, []) for name in ("choices", "screens", "synthetic", "milestones")]
    gans = report_gan.read_gans(*artifacts)
    train = {read_attributes(path)["split"]: path for path in inputs["train"]}
    parts = []
    for split in classes if uses_gan(config) else []:
        of_split = [gan for gan in gans if gan.split == split]
        trained = [gan for gan in of_split if gan.choice["trained"]]
        parts.append(
            {
                "split": split,
                "missing": report_gan.describe_missing(
                    of_split, [cls for cls in classes[split] if cls != "N"]
                ),
                "table": report_gan.tabulate_gans(trained, split, source),
                "screens": report_gan.describe_screens(trained, run_arms(config)),
                "training": report_gan.picture_training(trained, source),
                "beats": gather_beats(trained, train[split], config["beats"]["before"], source),
            }
        )
    return parts


def gather_beats(gans, train, before, source):
    """Gather the pictures of beats, of the first of several seeds' GANs.

    Parameters
    ----------
    gans : sequence of Gan
        The trained ones of one split.
    train : str
        The split's training beats.
    before : int
        Samples of a beat before the R peak.
    source : str
        What the beats of the database are called: "real" or "simulated".

    Returns
    -------
    list of dict
    """
    beats = read_beats(train, ("waveform", "label"))
    attributes = read_attributes(train)
    samples = np.arange(beats["waveform"].shape[1]) - before
    scene = report_gan.Scene(
        samples / attributes["sampling_rate"] * 1000,
        report_gan.UNITS[attributes["scaling"]],
        source,
    )
    pictures = []
    for _, of_class in groupby(gans, key=lambda gan: (gan.cls, gan.model)):
        gan = next(of_class)
        synthetic = read_array(gan.synthetic)
        if len(synthetic):
            training = beats["waveform"][beats["label"] == gan.cls]
            pictures.append(report_gan.picture_beats(gan, training, synthetic, scene))
        pictures.append(report_gan.picture_learning(gan, scene))
    return pictures
