"""The report: one HTML page that carries everything it shows."""

import base64
import gzip
import json
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from evenbeat import report_classifiers, report_comparison, report_gan
from evenbeat.beat_table import read_attributes
from evenbeat.configuration import database_of, run_arms
from evenbeat.costs import summarise_costs
from evenbeat.files import read_json, whole_file
from evenbeat.findings import find_best_gan, state_verdict
from evenbeat.page import make_table, read_picture, render_captions
from evenbeat.provenance import (
    tabulate_records,
    tabulate_run,
    tabulate_seeds,
    tabulate_versions,
    write_config,
)
from evenbeat.quality_study import read_tables, summarise_quality
from evenbeat.tables import read_table
from evenbeat.words import write_number

SPLITS = {
    "interpatient": "No record both trains and tests: this is the split that counts.",
    "intrapatient": "Beats of every record both train and test, which flatters the scores.",
}
EXTERNAL_NOTE = (
    "The classifiers of interpatient, scored on a database that they were not tuned to in any way."
)
OF_SPLIT = ("measures", "contrasts", "records", "without")


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
    template, style, script = (Path(one).read_text(encoding="utf-8") for one in inputs["page"])
    variables = gather(inputs, config) | {"style": Markup(style), "script": Markup(script)}
    # Only where something is drawn with it.
    variables["charts"] = [zip_text(get_plotlyjs())] if variables["explorer"] else []
    page = environment.from_string(template).render(variables)
    with whole_file(path) as part:
        part.write_text(page, encoding="utf-8")


def zip_text(text):
    """Compress a long text into one of letters and digits, which the page's script can undo."""
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")


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
    database = config["run"]["database"]
    return {
        "simulated": [name for name, source in sources.items() if source == "simulated"],
        "databases": [
            tabulate_records(path, config["databases"][name]["leads"])
            for name, path in zip(sources, inputs["beats"], strict=True)
        ],
        "source": sources[database],
        "database": database,
        "splits": gather_splits(inputs, config, sources),
        "explorer": gather_explorer(inputs["explorers"]),
        "no_gan": [] if inputs["gans"] else ["No arm of this run uses a GAN."],
        "dag": read_picture(inputs["dag"]),
        "costs": show_costs(config["pathvars"]["results"]),
        "run": tabulate_run(config),
        "seeds": tabulate_seeds(config["gan"]["seeds"], config["classifier"]["seeds"]),
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


def gather_splits(inputs, config, sources):
    """Gather what the page shows of each split.

    Parameters
    ----------
    inputs, config
        As for `write_report`.
    sources : dict of str to str
        As `name_sources` has it.

    Returns
    -------
    list of dict
    """
    metrics = [read_json(path) for path in inputs["metrics"]]
    gans, pictures = gather_gans(inputs, config), defaultdict(dict)
    for path in map(Path, inputs["figures"]):
        pictures[path.parent.name][path.stem] = read_picture(path)
    for split, of_split in gans.items():
        for name in of_split["empty"]:
            del pictures[split][name]
    splits = {one["split"]: one["classes"] for one in metrics}
    by_arm = read_table(inputs["by_arm"])
    fold_scores = report_classifiers.read_fold_scores(inputs["tuned"])
    comparisons = {
        split: compare_split(split, classes, by_arm, fold_scores, inputs, config)
        for split, classes in splits.items()
    }
    return [
        {
            "split": split,
            "note": SPLITS.get(split, EXTERNAL_NOTE),
            "pictures": pictures[split],
            "gans": [gans[split]] if split in gans else [],
            **choose_pictures(pictures[split], comparisons[split]["model"]),
            **comparisons[split],
            "beats": report_classifiers.tabulate_training_sets(
                inputs["training_sets"],
                metrics,
                split,
                classes,
                sources[database_of(split, config["run"]["database"])],
            ),
        }
        for split, classes in splits.items()
    ]


def choose_pictures(pictures, model):
    """Choose the pictures that stand in the page: of GANs only beats of the verdict's model.

    The others are files beside it.

    Parameters
    ----------
    pictures : dict of str to dict
        By name.
    model : str or None

    Returns
    -------
    dict of str to list of dict
    """

    def take(*names):
        return [pictures[name] for name in names if name in pictures]

    of_model = [name for name in pictures if name.startswith(f"{model}_") and "beats" in name]
    return {
        "beats_pictures": take(*of_model),
        "training_pictures": take("curves"),
        "map_pictures": take("map"),
        "quality_pictures": take("quality"),
    }


def compare_split(split, classes, by_arm, fold_scores, inputs, config):
    """Gather verdict and tables of a split's comparison.

    Parameters
    ----------
    split : str
    classes : sequence of str
        Of the split.
    by_arm : DataFrame
        As `evenbeat.comparison.summarise_arms` makes it, of all splits.
    fold_scores : dict of str to float
        As `evenbeat.report_classifiers.read_fold_scores` gives them.
    inputs, config
        As for `write_report`.

    Returns
    -------
    dict
    """
    tables = {
        name: read_table(next(path for path in inputs[name] if Path(path).parent.name == split))
        for name in OF_SPLIT
    }
    captions = render_captions(inputs["captions"], name_split(split))
    arms = run_arms(config)
    choice = find_best_gan(tables["measures"], arms, fold_scores)
    headline, sentences = state_verdict(
        split, choice, tables["contrasts"], arms, config["gan"]["seeds"]
    )
    return {
        "model": arms[choice[0]]["model"] if choice[0] else None,
        "headline": headline,
        "sentences": sentences,
        "scores": report_comparison.tabulate_scores(
            by_arm, tables["measures"], split, f"{split}. {captions['metrics_by_arm']}"
        ),
        "contrasts": report_comparison.tabulate_contrasts(
            tables["contrasts"], split, captions["contrasts"]
        ),
        "classes": report_comparison.tabulate_classes(tables["measures"], split, classes),
        "records": report_comparison.tabulate_numbers(tables["records"], captions["records"]),
        "without": report_comparison.tabulate_numbers(tables["without"], captions["without"]),
    }


def show_costs(folder):
    """Make the table of what the run cost, as far as its jobs have measured it."""
    costs = summarise_costs(folder)
    caption = "All measured jobs in this folder, those of earlier runs among them, by rule."
    header = ["rule", "jobs", "seconds in all", "seconds at most", "MiB at most"]
    rows = [
        [
            row.rule,
            row.jobs,
            *(write_number(number, 1) for number in (row.seconds_in_all, row.seconds_at_most)),
            write_number(row.mib_at_most, 0),
        ]
        for row in costs.itertuples()
    ]
    return make_table(caption, header, rows)


def name_split(split):
    """Give captions the name of a split where Snakemake has wildcards."""
    return SimpleNamespace(wildcards=SimpleNamespace(split=split))


def gather_gans(inputs, config):
    """Gather tables and sentences on the GANs of each split that is trained on.

    Returns
    -------
    dict of str to dict
        Empty if the run has no GAN.
    """
    arms, parts = run_arms(config), {}
    quality = summarise_quality(read_tables(inputs["quality"]))
    screens = dict.fromkeys(arm["screen"] for arm in arms.values() if "screen" in arm)
    for path in inputs["gans"]:
        split, table = Path(path).parent.name, read_table(path)
        rare = [cls for cls in config["splits"][split]["classes"] if cls != "N"]
        captions = render_captions(inputs["captions"], name_split(split))
        parts[split] = {
            "sentences": report_gan.describe_missing(table, rare)
            + report_gan.describe_screens(table, arms),
            "table": report_gan.show_gans(table, screens, captions["gans"]),
            "quality": report_comparison.tabulate_quality(quality, split, captions["quality"]),
            "empty": report_gan.name_empty_figures(table),
        }
    return parts


def gather_explorer(paths):
    """Join what the beat explorer shows of each split.

    Parameters
    ----------
    paths : sequence of str
        What `evenbeat.explorer.gather_explorer` made.

    Returns
    -------
    list of Markup
        JSON that may stand inside a script element; none if there is nothing to explore.
    """
    splits = {Path(path).parent.name: read_json(path) for path in paths}
    splits = {name: one for name, one in splits.items() if one["gans"]}
    return [Markup(json.dumps(splits).replace("<", "\\u003c"))] if splits else []
