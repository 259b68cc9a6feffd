"""Artifacts of a run that never ran, made with the library, for tests of the report."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import yaml
from evenbeat.balancing.arm import read_arms
from evenbeat.beats.synthetic import pack_beats, write_synthetic_rows
from evenbeat.beats.table import read_beats, write_beats
from evenbeat.evaluation.compare_run import compare_run
from evenbeat.evaluation.feature_ranking import rank_features
from evenbeat.evaluation.macro_classes import select_macro_classes
from evenbeat.evaluation.metric_tables import summarise_arms, tabulate_metrics
from evenbeat.evaluation.per_record import count_confusions
from evenbeat.evaluation.results import read_parts
from evenbeat.figures.arms_report import make_arm_figures
from evenbeat.figures.curves import make_curve_figures
from evenbeat.figures.gan_report import make_gan_figures
from evenbeat.figures.quality import SHOWN, make_quality_figures
from evenbeat.figures.rulegraph import make_rulegraph_figure
from evenbeat.figures.save import save_figures
from evenbeat.figures.style import draw_notice
from evenbeat.gan.history import read_gan_histories, read_screens
from evenbeat.io.csv_tables import read_table
from evenbeat.io.hdf5 import write_datasets
from evenbeat.io.json_files import read_json, write_json
from evenbeat.quality.summary import read_quality_folder
from evenbeat.report.captions import render_captions
from evenbeat.report.explorer import gather_explorer_data
from evenbeat.report.gans import tabulate_gans

CAPTIONS = Path(__file__).parents[1] / "workflow" / "report"
# Figures that are on the page, with a layout for a phone.
PAGE = ("scores", "differences", "curves", "strip", "beats", "map")
CAPTIONED = (
    "metrics_by_arm",
    "contrasts",
    "records",
    "without",
    "gans",
    "features",
    "published",
)
FEATURES = ("first_sample", "second_sample")
RECORDS = ("100", "123", "213", "222", "233")  # whose beats test
COMPARISON = {"resamples": 200, "seed": 0, "min_test_beats": 30, "leave_out": ["213"]}
KINDS = ("lda", "cnn")
NETWORKS = ("cnn",)  # which have training curves
ARMS = {
    "none": {"method": "none"},
    "smote": {"method": "smote", "amount": 0.1, "neighbors": 5},
    "gan": {"method": "gan", "model": "blog", "amount": 0.1},
    "gan_screened": {
        "method": "gan_screened",
        "model": "blog",
        "screen": "discriminator",
        "amount": 0.1,
    },
}
CLASSES = {"interpatient": ["N", "S", "F"], "intrapatient": ["N", "S", "F", "Q"]}
TRAINING = {"N": 60, "S": 20, "F": 16, "Q": 4}
SUPPORT = {"N": 500, "S": 40, "F": 20, "Q": 10}
UNTRAINED = ("intrapatient", "Q")
REASON = "4 training beats, 16 are needed"
HOSTILE = "<script>alert('x')</script>"


@dataclass(frozen=True)
class Size:
    """How large a run is.

    Attributes
    ----------
    arms : dict
        As in the configuration.
    models : dict of str to tuple of int
        Milestones of each model's GANs.
    gan_seeds, seeds : int
        GANs of each class, and classifiers in all.
    length, steps : int
        Samples of a beat, steps of a segment of training.
    kinds : tuple of str
        Kinds of classifier.
    """

    arms: dict = field(default_factory=lambda: ARMS)
    models: dict = field(default_factory=lambda: {"blog": (5, 10)})
    gan_seeds: int = 2
    seeds: int = 4
    length: int = 30
    steps: int = 25
    kinds: tuple = KINDS


SMALL = Size()


def study_size():
    """Give the arms and models of the whole study, with some of its seeds."""
    study = yaml.safe_load((CAPTIONS.parents[1] / "config" / "study.yaml").read_text())
    arms = study["arms"]
    epochs = (10, 20)
    models = {arm["model"]: epochs for arm in arms.values() if "model" in arm}
    return Size(
        arms={"none": ARMS["none"]} | {name: {"method": name} | arm for name, arm in arms.items()},
        models=models,
        kinds=("cnn",),
        gan_seeds=2,
        seeds=10,
        length=300,
        steps=1000,
    )


def configuration(arms=ARMS, kinds=KINDS, **database):
    mitdb = {"url": "https://example.org/mitdb/", "leads": ["MLII"], "checksums": None} | database
    return {
        "pathvars": {"results": "nowhere"},
        "run": {
            "databases": ["mitdb"],
            "external": [],
            "splits": list(CLASSES),
            "arms": list(arms),
            "classifiers": list(kinds),
        },
        "databases": {"mitdb": mitdb},
        "splits": {split: {"classes": classes} for split, classes in CLASSES.items()},
        "beats": {"before": 10},
        "gan": {"seeds": SMALL.gan_seeds},
        "arms": arms,
        "classifier": {"seeds": 2, "kinds": {"lda": {"estimator": "..."}, "cnn": {"network": {}}}},
    }


def confusion_of(split, rng):
    classes = CLASSES[split]
    return np.array(
        [
            rng.multinomial(SUPPORT[cls], rng.dirichlet([1 + 6 * (cls == one) for one in classes]))
            for cls in classes
        ]
    )


def metrics_of(identity, confusion, rng):
    split, kind, arm, seed = identity
    classes, hits = CLASSES[split], confusion.diagonal()
    f1 = 2 * hits / (confusion.sum(axis=0) + confusion.sum(axis=1))
    per_class = {
        cls: {
            "support": SUPPORT[cls],
            "sensitivity": hits[row] / SUPPORT[cls],
            "positive_predictive_value": hits[row] / max(confusion[:, row].sum(), 1),
            "f1": f1[row],
            "average_precision": rng.uniform(),
        }
        for row, cls in enumerate(classes)
    }
    support = {cls: SUPPORT[cls] for cls in classes}
    scored = select_macro_classes(support, COMPARISON["min_test_beats"])
    return {
        "split": split,
        "kind": kind,
        "arm": arm,
        "seed": str(seed),
        "classes": classes,
        "confusion": confusion.tolist(),
        "per_class": per_class,
        "macro_classes": scored,
        "macro_f1": np.mean([per_class[cls]["f1"] for cls in scored]),
        "accuracy": hits.sum() / confusion.sum(),
        "macro_average_precision": rng.uniform(),
    }


def make_beats(rng, length, records=("100", "101")):
    labels = np.repeat(list(TRAINING), list(TRAINING.values()))
    times = np.arange(length)
    shape = np.exp(-((times - 10) ** 2) / 8)
    return {
        "waveform": (shape + rng.normal(0, 0.1, (len(labels), length))).astype(np.float32),
        "label": labels,
        "record": np.array([records[row % len(records)] for row in range(len(labels))]),
        "patient": np.array([records[row % len(records)] for row in range(len(labels))]),
    }


def make_database(folder, rng, split, length):
    attributes = {
        "sampling_rate": 360,
        "scaling": "per_record",
        "database": "mitdb",
        "simulated": False,
        "beats_outside": [0, 2],
        "published_checksums": False,
        "close_beats": [0, 3],
        "merged_annotations": [104, 0],
        "records": ["100", "101"],
        "leads": ["MLII", HOSTILE],
        "record_sampling_rates": [360.0, 128.0],
        "annotated_beats": [51, 52],
    }
    beats = make_beats(rng, length)
    write_beats(folder / "beats.h5", beats, attributes)
    kept = np.isin(beats["label"], CLASSES[split])
    path = folder / split / "train.h5"
    train = {name: column[kept] for name, column in beats.items()}
    write_beats(path, train, attributes | {"split": split})
    return str(path)


def make_classifier(folder, identity, rng):
    """Make one, and give the path of its predictions."""
    split, kind, arm, seed = identity
    here = folder / split / "classifier" / kind / arm / f"seed{seed}"
    confusion = confusion_of(split, rng)
    write_json(here / "metrics.json", metrics_of(identity, confusion, rng))
    real = {cls: TRAINING[cls] for cls in CLASSES[split]}
    added = {cls: 5 * (arm != "none" and cls == "F") for cls in real}
    write_json(here / "training_set.json", {"real": real, "added": added})
    steps = np.arange(40)
    curve = {"step": steps, "loss": np.exp(-steps / 20), "accuracy": 1 - np.exp(-steps / 9) / 2}
    if kind in NETWORKS:
        pd.DataFrame(curve).to_csv(here / "curve.csv", index=False)
    write_predictions(here / "predictions.h5", confusion, CLASSES[split])
    return str(here / "predictions.h5")


def write_predictions(path, confusion, classes):
    """Write predictions of test beats that add up to a confusion matrix.

    The beats are the same for every classifier, class by class, each of any record.
    """
    label = np.repeat(classes, confusion.sum(axis=1))
    said = np.concatenate([np.repeat(np.arange(len(classes)), row) for row in confusion])
    record = np.random.default_rng(2).choice(RECORDS, len(label))
    datasets = {
        "probability": (np.eye(len(classes))[said], "probability"),
        "label": (label.astype("S"), "class"),
        "record": (record.astype("S"), "record name"),
    }
    write_datasets(path, datasets, {})


def make_arm(folder, identity, size, rng):
    """Make its classifiers; give the path of the table of what they made of each record."""
    split, kind, arm = identity
    seeds = range(size.seeds)
    predictions = [make_classifier(folder, (*identity, seed), rng) for seed in seeds]
    path = folder / "parts" / kind / f"{split}_{arm}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    table = count_confusions(predictions, CLASSES[split], size.seeds // size.gan_seeds)
    table.to_csv(path, index=False)
    return str(path)


def make_split(folder, split, size, rng):
    """Make what the report shows of a split, with the library's own functions."""
    for kind in size.kinds:
        make_kind(folder, (split, kind), size, rng)
    draw(
        folder / "figures" / split,
        "",
        split,
        {"strip": (partial(draw_notice, "a strip"), "a strip")},
    )
    beats = read_beats(folder / split / "train.h5", ("waveform", "label", "record"))
    table = rank_features(
        beats["waveform"][:, :2], FEATURES, beats["label"], beats["record"], CLASSES[split]
    )
    table.to_csv(folder / "tables" / split / "features.csv", index=False)
    if any("model" in arm for arm in size.arms.values()):
        make_gans(folder, split, size, rng)


def make_kind(folder, identity, size, rng):
    """Make what the report shows of a split with a kind of classifier."""
    split, kind = identity
    paths = {arm: make_arm(folder, (*identity, arm), size, rng) for arm in size.arms}
    parts = read_parts(paths, CLASSES[split], COMPARISON["min_test_beats"])
    tables, classifiers = folder / "tables" / split / kind, folder / split / "classifier" / kind
    tables.mkdir(parents=True)
    for name, table in compare_run(parts, read_arms(size.arms), COMPARISON).items():
        table.to_csv(tables / f"{name}.csv", index=False)
    metrics = [
        read_json(classifiers / arm / f"seed{seed}" / "metrics.json")
        for arm in size.arms
        for seed in range(size.seeds)
    ]
    pictures = make_arm_figures(
        tabulate_metrics(metrics),
        *(read_table(tables / f"{name}.csv") for name in ("measures", "contrasts")),
        metrics,
        identity,
        CLASSES[split],
        read_arms(size.arms),
    )
    if kind in NETWORKS:
        curves = [str(path) for path in sorted(classifiers.glob("*/*/curve.csv"))]
        pictures |= make_curve_figures(curves, read_arms(size.arms))
    draw(folder / "figures" / split / kind, "", split, pictures, kind=kind)


def draw(folder, prefix, split, pictures, **wildcards):
    params = SimpleNamespace(kind=KINDS[0], min_test_beats=COMPARISON["min_test_beats"])
    job = SimpleNamespace(wildcards=SimpleNamespace(split=split, **wildcards), params=params)
    captions = render_captions([CAPTIONS / f"{name}.rst" for name in pictures], job)
    save_figures(
        {
            f"{name}_{kind}": folder / f"{prefix}{name}{suffix}.svg"
            for name in pictures
            for kind, suffix in {"svg": "", "narrow": "_narrow"}.items()
            if kind == "svg" or name in PAGE
        },
        pictures,
        captions,
    )


def make_gans(folder, split, size, rng):
    train, made = folder / split / "train.h5", []
    for model in size.models:
        of_model = []
        for cls in CLASSES[split][1:]:
            of_class = [
                make_gan(folder, (split, model, cls, seed), size, rng)
                for seed in range(size.gan_seeds)
            ]
            synthetic = [one["synthetic"] for one in of_class]
            pictures = make_gan_figures(read_all(of_class), train, synthetic, 10)
            prefix = f"{model}_{cls}_"
            draw(folder / "figures" / split, prefix, split, pictures, model=model, cls=cls)
            of_model += of_class
        path = folder / "parts" / "quality" / f"{split}_{model}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        make_quality(read_all(of_model), rng).to_csv(path, index=False)
        made += of_model
    gans = read_all(made)
    screens = read_screens(sorted((folder / split / "gan").glob("*/*/screen_*.json")))
    tabulate_gans(gans, screens).to_csv(folder / "tables" / split / "gans.csv", index=False)
    write_json(folder / split / "explorer.json", gather_explorer_data(gans, train, 10))
    quality = read_quality_folder(folder / "parts" / "quality").query(f"split == '{split}'")
    pictures = make_quality_figures(quality, make_map(gans, rng), split)
    draw(folder / "figures" / split, "", split, pictures)


def make_quality(gans, rng):
    rows = [
        {"seed": gan.id.seed, "class": gan.id.cls, "measure": measure}
        | {name: rng.uniform() if gan.choice["trained"] else None for name in ("value", "floor")}
        for gan in gans
        for measure in (*SHOWN, "mmd2")
    ]
    return pd.DataFrame(rows)


def make_map(gans, rng):
    def scatter(kind, cls, model):
        x, y = rng.normal(size=(2, 9))
        return pd.DataFrame({"kind": kind, "class": cls, "model": model, "x": x, "y": y})

    training = [scatter("training", cls, "") for cls in TRAINING]
    made = [scatter("synthetic", g.id.cls, g.id.model) for g in gans if g.id.seed == 0]
    return pd.concat(training + made)


def read_all(made):
    return read_gan_histories(
        [one["choice"] for one in made], [path for one in made for path in one["checkpoints"]]
    )


LEARNT = {"trained": True, "scale": 1.5, "precision": "float32"}
LEARNT |= {"loss": "binary cross-entropy", "loss_unit": "nat"}
LEARNT |= {"loss_columns": ["discriminator", "generator"]}


def make_gan(folder, gan, size, rng):
    split, model, cls, seed = gan
    epochs = size.models[model]
    here = folder / split / "gan" / model / f"seed{seed}"
    trained = (split, cls) != UNTRAINED
    identity = {"split": split, "model": model, "seed": str(seed), "class": cls}
    checkpoints = [str(here / f"gan_{cls}_epoch{epoch}.h5") for epoch in epochs]
    for epoch, path in zip(epochs, checkpoints, strict=True):
        attributes = identity | {"epoch": str(epoch), "training_beats": TRAINING[cls]}
        datasets = {
            "losses": (rng.uniform(0.3, 1.5, (size.steps, 2)).astype(np.float32), "nat"),
            "sample": (rng.uniform(-1, 1, (10, size.length)).astype(np.float32), "1"),
        }
        if trained:
            write_datasets(path, datasets, attributes | LEARNT)
        else:
            write_datasets(path, {}, attributes | {"trained": False, "reason": REASON})
    mmd2 = {str(epoch): 0.1 + 0.01 * epoch for epoch in epochs}
    choice = {"trained": True, "mmd2": mmd2, "floor": -0.006, "chosen": epochs[0]}
    untrained = {"trained": False, "reason": REASON}
    write_json(here / f"milestones_{cls}.json", choice if trained else untrained)
    pool = 48 * trained
    synthetic = pack_beats(
        rng.normal(0, 0.3, (pool, size.length)),
        np.zeros((pool, size.length)),
        rng.normal(0, 0.2, (pool, 4)),
        np.full(pool, ""),
        np.arange(pool),
    )
    write_synthetic_rows(here / f"synthetic_{cls}.npy", synthetic)
    write_json(here / f"screen_discriminator_{cls}.json", {"pool": pool, "wanted": 12, "kept": 0})
    return {
        "choice": str(here / f"milestones_{cls}.json"),
        "checkpoints": checkpoints,
        "synthetic": str(here / f"synthetic_{cls}.npy"),
    }


def make_artifacts(folder, size=SMALL):
    rng = np.random.default_rng(1)
    for split in CLASSES:
        make_database(folder, rng, split, size.length)
        make_split(folder, split, size, rng)
    metrics = [
        str(path)
        for split in CLASSES
        for path in folder.glob(f"{split}/classifier/*/*/*/metrics.json")
    ]
    by_arm = summarise_arms(
        tabulate_metrics([read_json(path) for path in in_order(metrics, size.arms)])
    )
    by_arm.to_csv(folder / "by_arm.csv", index=False)
    return {
        "beats": [str(folder / "beats.h5")],
        "by_arm": str(folder / "by_arm.csv"),
        "metrics": in_order(metrics, size.arms),
        "training_sets": [
            path.replace("metrics", "training_set") for path in in_order(metrics, size.arms)
        ],
        "tuned": [],
        "published": str(CAPTIONS / "published.csv"),
        "dag": draw_plan(folder),
        "figures": [
            str(path)
            for path in sorted(folder.glob("figures/*/**/*.svg"))
            if path.stem.endswith(PAGE)
        ],
        "explorers": [str(path) for path in sorted(folder.glob("*/explorer.json"))],
        "captions": [str(CAPTIONS / f"{name}.rst") for name in CAPTIONED],
        "page": [str(CAPTIONS / name) for name in ("report.html.j2", "report.css", "report.js")],
        "quality": [str(path) for path in sorted(folder.glob("parts/quality/*.csv"))],
        "learning_curve": [],
        **{
            name: [str(path) for path in sorted(folder.glob(f"tables/*/**/{name}.csv"))]
            for name in ("measures", "contrasts", "records", "without", "gans", "features")
        },
    }


def draw_plan(folder):
    write_json(folder / "plan.json", {"jobs": {"a": 2, "b": 1}, "edges": [["b", "a"]]})
    path = folder / "figures" / "dag.svg"
    paths = {"dag_svg": path, "dag_narrow": path.with_name("dag_narrow.svg")}
    save_figures(paths, make_rulegraph_figure(folder / "plan.json"), {"dag": "The rules."})
    return str(path)


def in_order(paths, arms):
    """Put paths of classifiers in the order of splits, kinds, arms and seeds."""

    def place(path):
        split, _, kind, arm, seed = Path(path).parts[-6:-1]
        return list(CLASSES).index(split), KINDS.index(kind), list(arms).index(arm), seed

    return sorted(paths, key=place)
