"""The report of a run: one HTML page without external resources."""

import base64
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from evenbeat.evaluation.patient_worth import describe_worth
from evenbeat.io.atomic import atomic_write
from evenbeat.io.csv_tables import read_table
from evenbeat.io.json_files import read_json
from evenbeat.pipeline.benchmarks import summarise_benchmarks
from evenbeat.report.databases import (
    name_source,
    name_sources,
    tabulate_database,
    tabulate_databases,
)
from evenbeat.report.formatting import write_number
from evenbeat.report.html import make_table, read_picture
from evenbeat.report.provenance import (
    describe_checkout,
    shorten_commit,
    tabulate_run,
    tabulate_seeds,
    tabulate_versions,
    write_config,
)
from evenbeat.report.sections import gather_splits


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
    with atomic_write(path) as part:
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
    databases = config["run"]["databases"]
    return {
        "simulated": [name for name, source in sources.items() if source == "simulated"],
        "databases": [
            tabulate_database(path, config["databases"][name]["leads"])
            for name, path in zip(sources, inputs["beats"], strict=True)
        ],
        "of_databases": tabulate_databases(inputs["beats"]),
        "source": name_source(sources, databases),
        "database": ", ".join(databases),
        "splits": gather_splits(inputs, config, sources),
        "learning_curve": show_learning_curve(*inputs["learning_curve"]),
        "explorer": join_explorer_data(inputs["explorers"]),
        "no_gan": [] if inputs["gans"] else ["No arm of this run uses a GAN."],
        "dag": read_picture(inputs["dag"]),
        "made": datetime.now(UTC).strftime("%d %B %Y").lstrip("0"),
        "commit": shorten_commit(describe_checkout(Path(__file__).parent)),
        "costs": show_costs(config["pathvars"]["results"]),
        "run": tabulate_run(config),
        "seeds": tabulate_seeds(config["gan"]["seeds"], config["classifier"]["seeds"]),
        "versions": tabulate_versions(),
        "config": write_config(config),
    }


def show_learning_curve(*paths):
    """Gather what the page shows of scores against the number of training patients.

    Parameters
    ----------
    *paths : str
        None, or the figure and the table of what added beats are worth.

    Returns
    -------
    list of dict
        `picture` and `sentences`; empty without paths.
    """
    if not paths:
        return []
    figure, worth = paths
    return [{"picture": read_picture(figure), "sentences": describe_worth(read_table(worth))}]


def show_costs(folder):
    """Make the table of time and memory of the measured jobs.

    Parameters
    ----------
    folder : str or Path
        The folder of results.

    Returns
    -------
    dict
        As `evenbeat.report.html.make_table` returns it.
    """
    costs = summarise_benchmarks(folder)
    caption = "All measured jobs in this folder, by rule, including those of earlier runs."
    header = ["rule", "jobs", "total seconds", "maximum seconds", "maximum MiB"]
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


def join_explorer_data(paths):
    """Join the explorer's data of all splits.

    Parameters
    ----------
    paths : sequence of str
        Paths of the results of `evenbeat.report.explorer.gather_explorer_data`, a file for each
        split.

    Returns
    -------
    list of Markup
        JSON that may stand inside a script element; none if there is nothing to explore.
    """
    splits = {Path(path).parent.name: read_json(path) for path in paths}
    splits = {name: one for name, one in splits.items() if one["gans"]}
    return [Markup(json.dumps(splits).replace("<", "\\u003c"))] if splits else []
