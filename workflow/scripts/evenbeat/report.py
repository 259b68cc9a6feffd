"""The report of a run: one HTML page without external resources."""

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
from evenbeat.costs import summarise_costs
from evenbeat.files import read_json, whole_file
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
from evenbeat.targets import database_of, run_arms
from evenbeat.words import write_number

SPLITS = {
    "interpatient": "No record both trains and tests: this is the split that counts.",
    "intrapatient": "Beats of every record both train and test, which flatters the scores.",
}
EXTERNAL_NOTE = (
    "The classifiers of interpatient, scored on a database that they were not tuned to in any way."
)


def write_report(path, inputs, config):
    """Write the report.

    Parameters
    ----------
    path : str or Path
    inputs : dict of str to str or list of str
        Paths by the names of the inputs of rule render_report.
    config : dict
        The whole configuration.
    """
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template, style, script = (Path(one).read_text(encoding="utf-8") for one in inputs["page"])
    variables = gather(inputs, config) | {"style": Markup(style), "script": Markup(script)}
    # The library of the charts is large, and only the explorer draws with it.
    variables["charts"] = [zip_text(get_plotlyjs())] if variables["explorer"] else []
    page = environment.from_string(template).render(variables)
    with whole_file(path) as part:
        part.write_text(page, encoding="utf-8")


def zip_text(text):
    """Compress a text, for the page's script to decompress.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Gzip data in base64; the same text gives the same data.
    """
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii")


def gather(inputs, config):
    """Gather all contents of the page.

    Parameters
    ----------
    inputs, config : dict
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
    """Name the kind of each database's beats, "real" or "simulated".

    Parameters
    ----------
    paths : sequence of str
        Path of the table of beats of each database.

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
    """Gather the page's contents on each split.

    Parameters
    ----------
    inputs, config : dict
        As for `write_report`.
    sources : dict of str to str
        As `name_sources` returns it.

    Returns
    -------
    list of dict
        The template's variables of each split.
    """
    metrics = [read_json(path) for path in inputs["metrics"]]
    splits = {one["split"]: one["classes"] for one in metrics}
    captions = {split: _render_captions(inputs["captions"], split) for split in splits}
    gans, pictures = gather_gans(inputs, config, captions), defaultdict(dict)
    for path in map(Path, inputs["figures"]):
        pictures[path.parent.name][path.stem] = read_picture(path)
    for split, of_split in gans.items():
        for name in of_split["empty"]:
            del pictures[split][name]
    fold_scores = report_classifiers.read_fold_scores(inputs["tuned"])
    comparisons = {
        split: report_comparison.compare_split(
            split, classes, _read_comparison(inputs, split), captions[split], fold_scores, config
        )
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


def _render_captions(paths, split):
    return render_captions(paths, SimpleNamespace(wildcards=SimpleNamespace(split=split)))


def _read_comparison(inputs, split):
    tables = {
        name: read_table(next(path for path in inputs[name] if Path(path).parent.name == split))
        for name in ("measures", "contrasts", "records", "without")
    }
    return tables | {"by_arm": read_table(inputs["by_arm"])}


def choose_pictures(pictures, model):
    """Choose a split's figures for the page; the others are only files.

    Parameters
    ----------
    pictures : dict of str to dict
        As `evenbeat.page.read_picture` returns them, by name.
    model : str or None
        The GAN model whose beats the page shows.

    Returns
    -------
    dict of str to list of dict
        The template's variables.
    """
    of_model = [name for name in pictures if name.startswith(f"{model}_") and "beats" in name]
    chosen = {
        "beats_pictures": of_model,
        "training_pictures": ["curves"],
        "map_pictures": ["map"],
        "quality_pictures": ["quality"],
    }
    return {
        variable: [pictures[name] for name in names if name in pictures]
        for variable, names in chosen.items()
    }


def show_costs(folder):
    """Make the table of time and memory of the measured jobs.

    Parameters
    ----------
    folder : str or Path
        The folder of results.

    Returns
    -------
    dict
        As `evenbeat.page.make_table` returns it.
    """
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


def gather_gans(inputs, config, captions):
    """Gather tables and sentences on the GANs of each split that has training beats.

    Parameters
    ----------
    inputs, config : dict
        As for `write_report`.
    captions : dict of str to dict of str to str
        By split and name.

    Returns
    -------
    dict of str to dict
        By split; empty if the run has no GAN.
    """
    arms, parts = run_arms(config), {}
    quality = summarise_quality(read_tables(inputs["quality"]))
    screens = dict.fromkeys(arm.screen for arm in arms.values() if arm.screen)
    for path in inputs["gans"]:
        split, table = Path(path).parent.name, read_table(path)
        of_split = captions[split]
        rare = [cls for cls in config["splits"][split]["classes"] if cls != "N"]
        parts[split] = {
            "sentences": report_gan.describe_missing(table, rare)
            + report_gan.describe_screens(table, arms),
            "table": report_gan.show_gans(table, screens, of_split["gans"]),
            "quality": report_comparison.tabulate_quality(quality, split, of_split["quality"]),
            "empty": report_gan.name_empty_figures(table),
        }
    return parts


def gather_explorer(paths):
    """Join the explorer's data of all splits.

    Parameters
    ----------
    paths : sequence of str
        Paths of the results of `evenbeat.explorer.gather_explorer`, a file for each split.

    Returns
    -------
    list of Markup
        JSON that may stand inside a script element; none if there is nothing to explore.
    """
    splits = {Path(path).parent.name: read_json(path) for path in paths}
    splits = {name: one for name, one in splits.items() if one["gans"]}
    return [Markup(json.dumps(splits).replace("<", "\\u003c"))] if splits else []
