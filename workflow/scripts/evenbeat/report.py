"""The report: one HTML page that carries everything it shows."""

from itertools import groupby
from pathlib import Path

import numpy as np
from jinja2 import Environment, StrictUndefined

from evenbeat import report_classifiers, report_gan
from evenbeat.beat_table import read_attributes, read_beats
from evenbeat.figures import style_arms
from evenbeat.files import read_json, whole_file
from evenbeat.findings import caution, describe_best, describe_contrasts
from evenbeat.provenance import tabulate_records, tabulate_run, tabulate_versions, write_config
from evenbeat.synthetic_beats import read_synthetic

SPLITS = {
    "interpatient": "No record both trains and tests: this is the split that counts.",
    "intrapatient": ("Beats of every record both train and test, which flatters the scores."),
}
EXTERNAL = "external_"
EXTERNAL_NOTE = (
    "The classifiers of interpatient, scored on a database that they were not tuned to in any way."
)


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
    sources = name_sources(inputs["beats"])
    metrics = [read_json(metrics_path) for metrics_path in inputs["metrics"]]
    database = config["run"]["database"]
    return {
        "simulated": [name for name, source in sources.items() if source == "simulated"],
        "databases": [
            tabulate_records(path, config["databases"][name]["leads"])
            for name, path in zip(sources, inputs["beats"], strict=True)
        ],
        "source": sources[database],
        "database": database,
        "summary": summarise(inputs, config),
        "classifiers": gather_classifiers(inputs, metrics, sources, database),
        "gans": gather_gans(inputs, config, sources[database]),
        "run": tabulate_run(config),
        "versions": tabulate_versions(),
        "config": write_config(config),
    }


def name_sources(paths):
    """Say of each database's beats what they are called: "real" or "simulated".

    Parameters
    ----------
    paths : sequence of str
        The tables of all beats, a database each.

    Returns
    -------
    dict of str to str
        By the database's name.
    """
    found = map(read_attributes, paths)
    return {
        str(attributes["database"]): "simulated" if attributes["simulated"] else "real"
        for attributes in found
    }


def database_of(split, database):
    """Name the database whose beats test a split; `database` is the one that is trained on.

    Examples
    --------
    >>> database_of("external_svdb", "mitdb"), database_of("interpatient", "mitdb")
    ('svdb', 'mitdb')
    """
    return split.removeprefix(EXTERNAL) if split.startswith(EXTERNAL) else database


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
            "note": SPLITS.get(split, EXTERNAL_NOTE),
            "best": describe_best(of_split),
            "contrasts": describe_contrasts(of_split, arms),
        }
        for split, of_split in by_seed.groupby("split", sort=False)
    ]
    seeds = by_seed["seed"].nunique()
    return {"splits": splits, "caution": caution(seeds, config["gan"]["seeds"], uses_gan(config))}


def run_arms(config):
    """Take the arms of the run, as the configuration describes them."""
    return {name: config["arms"][name] for name in config["run"]["arms"]}


def uses_gan(config):
    """Tell whether an arm of the run uses a GAN."""
    return any("model" in arm for arm in run_arms(config).values())


def gather_classifiers(inputs, metrics, sources, database):
    """Gather tables and figures on the classifiers of each split.

    Parameters
    ----------
    inputs : dict
        As for `write_report`.
    metrics : sequence of dict
        Of all classifiers.
    sources : dict of str to str
        As `name_sources` has it.
    database : str
        The one that is trained on.

    Returns
    -------
    list of dict
    """
    by_seed = report_classifiers.read_table(inputs["by_seed"])
    by_arm = report_classifiers.read_table(inputs["by_arm"])
    styles = style_arms(by_seed["arm"].unique())
    parts = []
    for split, classes in {one["split"]: one["classes"] for one in metrics}.items():
        source = sources[database_of(split, database)]
        parts.append(
            {
                "split": split,
                "comparison": report_classifiers.compare(by_seed, by_arm, split, classes, source),
                "beats": report_classifiers.tabulate_training_sets(
                    inputs["training_sets"], metrics, split, classes, source
                ),
                "confusions": report_classifiers.picture_confusions(
                    metrics, split, classes, source
                ),
                "curves": report_classifiers.picture_curves(inputs["curves"], split, styles),
            }
        )
    return parts


def gather_gans(inputs, config, source):
    """Gather tables and figures on the GANs of each split that is trained on.

    Returns
    -------
    list of dict
        Empty if the run has no GAN.
    """
    artifacts = [inputs.get(name, []) for name in ("choices", "screens", "synthetic", "milestones")]
    gans = report_gan.read_gans(*artifacts)
    train = {read_attributes(path)["split"]: path for path in inputs["train"]}
    parts = []
    for split in config["run"]["splits"] if uses_gan(config) else []:
        of_split = [gan for gan in gans if gan.split == split]
        trained = [gan for gan in of_split if gan.choice["trained"]]
        parts.append(
            {
                "split": split,
                "missing": report_gan.describe_missing(
                    of_split, [cls for cls in config["splits"][split]["classes"] if cls != "N"]
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
        synthetic = read_synthetic(gan.synthetic)["waveform"]
        if len(synthetic):
            training = beats["waveform"][beats["label"] == gan.cls]
            pictures.append(report_gan.picture_beats(gan, training, synthetic, scene))
        pictures.append(report_gan.picture_learning(gan, scene))
    return pictures
