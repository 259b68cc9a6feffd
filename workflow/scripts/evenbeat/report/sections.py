"""The sections of the report: what it shows of each split."""

from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

from evenbeat.io.csv_tables import read_table
from evenbeat.io.json_files import read_json
from evenbeat.pipeline.targets import database_of, run_arms
from evenbeat.quality.summary import read_quality_tables, summarise_quality
from evenbeat.report.captions import render_captions
from evenbeat.report.comparison import compare_split, tabulate_quality
from evenbeat.report.gans import describe_missing, describe_screens, name_empty_figures, show_gans
from evenbeat.report.html import read_svg
from evenbeat.report.training_sets import read_fold_scores, tabulate_training_sets

SPLITS = {
    "interpatient": "No record both trains and tests: this is the split that counts.",
    "intrapatient": "Beats of every record both train and test, which flatters the scores.",
}
EXTERNAL_NOTE = (
    "The classifiers of interpatient, scored on a database that they were not tuned to in any way."
)


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
        pictures[path.parent.name][path.stem] = read_svg(path)
    for split, of_split in gans.items():
        for name in of_split["empty"]:
            del pictures[split][name]
    fold_scores = read_fold_scores(inputs["tuned"])
    comparisons = {
        split: compare_split(
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
            "beats": tabulate_training_sets(
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
        As `evenbeat.report.html.read_svg` returns them, by name.
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
    quality = summarise_quality(read_quality_tables(inputs["quality"]))
    screens = dict.fromkeys(arm.screen for arm in arms.values() if arm.screen)
    for path in inputs["gans"]:
        split, table = Path(path).parent.name, read_table(path)
        of_split = captions[split]
        rare = [cls for cls in config["splits"][split]["classes"] if cls != "N"]
        parts[split] = {
            "sentences": describe_missing(table, rare) + describe_screens(table, arms),
            "table": show_gans(table, screens, of_split["gans"]),
            "quality": tabulate_quality(quality, split, of_split["quality"]),
            "empty": name_empty_figures(table),
        }
    return parts
