"""The sections of the report: what it shows of each split."""

from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

from evenbeat.evaluation.decision import BETWEEN_PATIENTS
from evenbeat.io.csv_tables import read_table
from evenbeat.io.json_files import read_json
from evenbeat.pipeline.splits import EXTERNAL, databases_of
from evenbeat.pipeline.targets import kinds_with, run_arms
from evenbeat.quality.summary import read_quality_tables, summarise_quality
from evenbeat.report.captions import render_captions
from evenbeat.report.card import make_card
from evenbeat.report.comparison import compare_split, tabulate_numbers
from evenbeat.report.confusions import tabulate_confusions
from evenbeat.report.databases import name_source
from evenbeat.report.gans import describe_missing, describe_screens, name_empty_figures, show_gans
from evenbeat.report.html import read_picture
from evenbeat.report.kinds import tabulate_kinds, tabulate_published
from evenbeat.report.quality import draw_heat_map, tabulate_quality
from evenbeat.report.training_sets import read_fold_scores, tabulate_training_sets

SPLITS = {
    "interpatient": "Test patients are new to the classifier. Judge by this split.",
    "intrapatient": "The same patients are in training and test: this says nothing about new ones.",
}
EXTERNAL_NOTE = (
    "The classifiers of interpatient, scored on a database that neither training nor tuning used."
)
PART_NOTE = "The classifiers of interpatient, scored on the test beats of one database only."


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
    gans, pictures = gather_gans(inputs, config, captions), read_pictures(inputs["figures"], splits)
    for split, of_split in gans.items():
        for name in of_split["empty"]:
            del pictures[split][name]
    features = {Path(path).parent.name: read_table(path) for path in inputs["features"]}
    gathered = []
    for split, classes in splits.items():
        kinds = gather_kinds(inputs, config, (split, classes), metrics, sources)
        for kind in kinds:
            kind["pictures"] = pictures[split, kind["kind"]]
            # Only networks have them.
            kind["curves"] = [one for name, one in kind["pictures"].items() if name == "curves"]
        own = {
            "split": split,
            "note": SPLITS.get(split)
            or (EXTERNAL_NOTE if split.startswith(EXTERNAL) else PART_NOTE),
            "card": make_card(
                split,
                [kind["verdict"] for kind in kinds],
                {kind["kind"]: kind["macro"] for kind in kinds},
                kinds_with(config, "members"),
                _list_left_out(metrics, split, classes),
                _describe_gans(gans, split, config),
            ),
            "kinds": kinds,
            "strip": pictures[split]["strip"],
            "gans": [gans[split]] if split in gans else [],
            "features": [
                tabulate_numbers(table, captions[split]["features"])
                for name, table in features.items()
                if name == split
            ],
        }
        own |= choose_pictures(pictures[split], kinds[0]["model"], classes)
        gathered.append(own | _tabulate_all_kinds(inputs, config, split, classes, captions[split]))
    return gathered


def _describe_gans(gans, split, config):
    """Describe the GANs whose beats a split's classifiers were trained with, for its card."""
    own = gans.get(split if split in gans else BETWEEN_PATIENTS, {})
    return {
        "seeds": config["gan"]["seeds"],
        "trained": own.get("trained", False),
        "missing": own.get("missing", []),
    }


def _list_left_out(metrics, split, classes):
    """List the classes that macro-F1 leaves out, which are the same for all classifiers."""
    scored = next(one["macro_classes"] for one in metrics if one["split"] == split)
    return [cls for cls in classes if cls not in scored]


def _tabulate_all_kinds(inputs, config, split, classes, captions):
    by_arm = read_table(inputs["by_arm"])
    by_arm = by_arm[by_arm["split"] == split]
    measures = {
        kind: _read_comparison(inputs, (split, kind))["measures"]
        for kind in by_arm["kind"].unique()
    }
    return {
        "overview": tabulate_kinds(by_arm, split, classes, captions["metrics_by_arm"]),
        "published": tabulate_published(
            inputs["published"],
            measures,
            split,
            databases_of(config, split),
            by_arm["macro_classes"].iloc[0],
            captions["published"],
        ),
    }


def gather_kinds(inputs, config, split, metrics, sources):
    """Gather verdict and tables of each kind of classifier on a split.

    Parameters
    ----------
    inputs, config : dict
        As for `write_report`.
    split : (str, list of str)
        Name and classes of the split.
    metrics : sequence of dict
        The metrics of each classifier of all splits and kinds.
    sources : dict of str to str
        As `name_sources` returns it.

    Returns
    -------
    list of dict
        For each kind, as `evenbeat.report.comparison.compare_split` returns it; `beats`, the table
        of its training and test beats; and `confusions`.
    """
    (name, classes), fold_scores = split, read_fold_scores(inputs["tuned"])
    source, kinds = name_source(sources, databases_of(config, name)), []
    for kind in dict.fromkeys(one["kind"] for one in metrics):
        identity = name, kind
        compared = compare_split(
            identity,
            classes,
            _read_comparison(inputs, identity),
            _render_captions(inputs["captions"], name, kind),
            fold_scores.get(kind, {}),
            config,
        )
        beats = tabulate_training_sets(inputs["training_sets"], metrics, identity, classes, source)
        confusions = tabulate_confusions(metrics, identity, classes)
        kinds.append(compared | {"beats": beats, "confusions": confusions})
    return kinds


def read_pictures(paths, splits):
    """Read the figures of the page.

    Parameters
    ----------
    paths : sequence of str
        Paths of SVG files <split>/<name>.svg or <split>/<kind>/<name>.svg.
    splits : sequence of str

    Returns
    -------
    dict of str or (str, str) to dict of str to dict
        By split, or by split and kind: by name, as `evenbeat.report.html.read_picture` returns
        them.
    """
    pictures = defaultdict(dict)
    for path in map(Path, paths):
        split, kind = path.parts[-3:-1]
        pictures[(split, kind) if split in splits else kind][path.stem] = read_picture(path)
    return pictures


def _render_captions(paths, split, kind="all kinds of classifier"):
    wildcards = SimpleNamespace(split=split, kind=kind)
    return render_captions(paths, SimpleNamespace(wildcards=wildcards))


def _read_comparison(inputs, identity):
    tables = {
        name: read_table(next(path for path in inputs[name] if Path(path).parts[-3:-1] == identity))
        for name in ("measures", "contrasts", "records", "without")
    }
    by_arm = read_table(inputs["by_arm"])
    own = (by_arm["split"] == identity[0]) & (by_arm["kind"] == identity[1])
    return tables | {"by_arm": by_arm[own]}


def choose_pictures(pictures, model, classes):
    """Choose a split's figures for the page; the others are only files.

    Parameters
    ----------
    pictures : dict of str to dict
        As `evenbeat.report.html.read_picture` returns them, by name.
    model : str or None
        The GAN model whose beats the page shows.
    classes : sequence of str

    Returns
    -------
    dict of str to list of dict
        The template's variables.
    """
    of_model = {cls: f"{model}_{cls}_beats" for cls in classes}
    return {
        "beats_pictures": [
            pictures[name] | {"cls": cls} for cls, name in of_model.items() if name in pictures
        ],
        "map_pictures": [pictures["map"]] if "map" in pictures else [],
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
            "missing": describe_missing(table, rare),
            "trained": bool(table["trained"].any()),
            "sentences": describe_screens(table, arms),
            "table": show_gans(table, screens, of_split["gans"]),
            "quality": tabulate_quality(quality, split),
            "heat_map": draw_heat_map(quality, split),
            "empty": name_empty_figures(table),
        }
    return parts
