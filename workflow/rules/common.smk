import os
import sys
from functools import cache
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

sys.path.insert(0, str(Path(workflow.basedir) / "workflow" / "scripts"))
from evenbeat.amounts import list_amounts, list_filled
from evenbeat.configuration import (
    EXTERNAL,
    check_config,
    database_of,
    read_records,
    run_arms,
)
from evenbeat.errors import InputError
from evenbeat.needs import find_cost, memory_mb, read_costs, runtime_minutes
from evenbeat.sources import find_sources

# TensorFlow announces the processor's abilities on every start; what matters is logged.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

validate(config, workflow.source_path("../schemas/config.schema.yaml"))


pathvars:
    database=config["run"]["database"],


def gan_arms():
    """List the arms of the run that use a GAN, as the configuration describes them."""
    return [arm for arm in run_arms(config).values() if "model" in arm]


DATABASES = [config["run"]["database"], *config["run"]["external"]]
try:
    check_config(config)
    RECORDS = {name: read_records(config["databases"][name]["records"]) for name in DATABASES}
except InputError as error:
    raise WorkflowError(str(error))


def scored_splits():
    """List the splits that have test beats; those of other databases have no more than that."""
    return [*config["run"]["splits"], *(f"{EXTERNAL}{name}" for name in config["run"]["external"])]


wildcard_constraints:
    database="|".join(DATABASES),
    record="|".join({record: None for records in RECORDS.values() for record in records}),
    annotator="|".join({config["databases"][name]["annotator"]: None for name in DATABASES}),
    # Folds of its training beats belong to a split, and folds of theirs.
    split=f"({'|'.join(scored_splits())})(_fold[0-9]+)*",
    fold="[0-9]+",
    screen="|".join(config["gan"]["screens"]),
    model="|".join(config["gan"]["models"]),
    cls="[NSVFQ]|all",
    epoch="[0-9]+",
    arm="|".join(config["run"]["arms"]),
    seed="[0-9]+",


def project_file(path):
    """Name a file of the workflow by a path that stays when the project is moved."""
    return os.path.relpath(Path(workflow.basedir) / path)


@cache
def sources(script):
    """Name a script and the library modules that it imports, so that an edit reruns the rule."""
    folder = Path(workflow.basedir) / "workflow" / "scripts"
    return [project_file(file) for file in find_sources(script, folder)]


COSTS = read_costs(Path(workflow.basedir) / "workflow" / "costs.csv")


def needs(rule):
    """Say what the jobs of a rule ask a scheduler for, and more after each failure."""
    try:
        cost = find_cost(COSTS, rule)
    except InputError as error:
        raise WorkflowError(str(error))
    return {
        "mem_mb": lambda wildcards, attempt: memory_mb(cost["mib"], attempt),
        "runtime": lambda wildcards, attempt: runtime_minutes(cost["seconds"], attempt),
    }


def sources_of_model(script):
    """Name a script's sources and, for a job, those of its GAN's model, which is found by name."""
    return lambda wildcards: sorted(
        {*sources(script), *sources(f"evenbeat/models/{wildcards.model}")}
    )


def kept_tables(folder, category, names):
    """Name tables for the run and for Snakemake's own report, each with a caption of its name."""
    return {
        name: report(
            f"{folder}/{name}.csv",
            caption=f"../report/{name}.rst",
            category=category,
            labels={"table": name} | ({"split": "{split}"} if "{split}" in folder else {}),
        )
        for name in names
    }


def kept_figures(prefix, names, category, labels):
    """Name figures for the run and for Snakemake's own report, each with the caption of its name."""
    return {
        f"{name}_{ending}": report(
            f"{prefix}{name}.{ending}",
            caption=f"../report/{name}.rst",
            category=category,
            labels={"figure": name} | labels | {"format": ending.upper()},
        )
        for name in names
        for ending in ("svg", "png")
    }


def captions(names):
    """Name the captions of tables or figures."""
    return [project_file(f"workflow/report/{name}.rst") for name in names]


def checksum_list(wildcards):
    """Name the checksum list that a database's files are held against."""
    kept = config["databases"][wildcards.database]["checksums"]
    return kept or "<resources>/{database}/SHA256SUMS.txt"


def annotation_file(wildcards):
    """Name the file of a record's annotations."""
    annotator = config["databases"][wildcards.database]["annotator"]
    return f"<resources>/{{database}}/{{record}}.{annotator}"


def beats_of_records(wildcards):
    """Name the beats of each record of a database."""
    return expand(
        "<results>/databases/{database}/beats/{record}.h5",
        database=wildcards.database,
        record=RECORDS[wildcards.database],
    )


def signals_of_split(wildcards):
    """Name the filtered signals of the database whose beats test a split."""
    database = database_of(wildcards.split, config["run"]["database"])
    return expand(
        "<results>/databases/{database}/filtered/{record}.h5",
        database=database,
        record=RECORDS[database],
    )


def sides(database):
    """Tell for each record of a database on which side of the split between patients it is."""
    return {record: row["split"] for record, row in RECORDS[database].items()}


def trained_split(split):
    """Name the split whose classifiers a split is scored with, and whose classes it has."""
    whole = split.partition("_fold")[0]
    return whole if whole in config["splits"] else "interpatient"


def classes(split):
    """List the classes that a split is measured on."""
    return config["splits"][trained_split(split)]["classes"]


def classifier_of(wildcards):
    """Name the classifier that is scored."""
    return f"<results>/{trained_split(wildcards.split)}/classifier/{{arm}}/seed{{seed}}/model.h5"


def epochs(gan):
    """List a GAN's milestones, ascending; it is given by the wildcards split, model and cls."""
    of_classes = config["gan"]["models"][gan.model]["milestones"][trained_split(gan.split)]
    # Those of a GAN for all classes are the same for each.
    cls = gan_classes(gan.split, gan.model)[0] if gan.cls == "all" else gan.cls
    milestones = of_classes[cls]
    return range(milestones["every"], milestones["last"] + 1, milestones["every"])


def gan_classes(split, model):
    """List the classes of a split for which a model has a GAN."""
    milestones = config["gan"]["models"][model]["milestones"].get(trained_split(split), {})
    return [cls for cls in classes(split) if milestones.get(cls)]


def gans_of_model(wildcards):
    """List the GANs of a model on a split, by seed and class."""
    return [
        {"seed": seed, "class": cls}
        for seed in range(config["gan"]["seeds"])
        for cls in gan_classes(wildcards.split, wildcards.model)
    ]


def previous_milestone(wildcards):
    """Name the milestone that a segment of training starts from; none for the first."""
    before = int(wildcards.epoch) - epochs(wildcards).step
    path = "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{before}.h5"
    return [path.format(before=before, **wildcards)] if before else []


def milestones(wildcards):
    """Name all milestones of one GAN."""
    path = "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5"
    return [path.format(**{**wildcards, "epoch": epoch}) for epoch in epochs(wildcards)]


def of_seeds(path):
    """Fill a path for all seeds, and milestones, of a GAN that is given by the other wildcards."""
    return lambda wildcards: expand(
        path, seed=range(config["gan"]["seeds"]), epoch=epochs(wildcards), **wildcards
    )


def beats_of_gan(split, arm, seed):
    """Name the synthetic beats of an arm by one GAN, one file for each class; none without a GAN."""
    path = {
        "gan": "<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        "gan_screened": "<results>/{split}/gan/{model}/seed{seed}/screened_{screen}_{cls}.npy",
        "gan_control": "<results>/{split}/gan/{model}/seed{seed}/control_{screen}_{cls}.npy",
    }.get(arm["method"])
    if path is None:
        return []
    names = {"split": split, "model": arm["model"], "screen": arm.get("screen"), "seed": seed}
    wanted = list_filled(arm, classes(split))
    return [
        path.format(cls=cls, **names) for cls in gan_classes(split, arm["model"]) if cls in wanted
    ]


def synthetic_beats(wildcards):
    """Name the synthetic beats that join the training set of a classifier."""
    # Each GAN has classifiers of its own.
    seed = int(wildcards.seed) // config["classifier"]["seeds"]
    return beats_of_gan(wildcards.split, config["arms"][wildcards.arm], seed)


def synthetic_beats_to_try(wildcards):
    """Name the synthetic beats with which an arm's settings are tried on a fold."""
    return [
        path
        for seed in range(config["choosing"]["gan_seeds"])
        for path in beats_of_gan(
            f"{wildcards.split}_fold{wildcards.fold}", config["arms"][wildcards.arm], seed
        )
    ]


def chosen_setting(wildcards):
    """Name the file of an arm's settings as the folds of the training patients chose them."""
    if "tune" not in config["arms"][wildcards.arm]:
        return []
    return "<results>/interpatient/choice/{arm}.json"


def largest_gan_amount(wildcards):
    """Tell how many synthetic beats the arms want, as a share of the largest class."""
    arms = [arm for arm in config["arms"].values() if "model" in arm]
    return max(amount for arm in arms for amount in list_amounts(arm))


def classifier_seeds():
    """List the seeds of the classifiers, as many for each GAN."""
    return range(config["gan"]["seeds"] * config["classifier"]["seeds"])


def of_classifiers(path):
    """Fill a path for every classifier of the run and every split it is scored on."""
    return expand(
        path,
        split=scored_splits(),
        arm=config["run"]["arms"],
        seed=classifier_seeds(),
    )


def of_trained(path):
    """Fill a path for every classifier of the run."""
    return expand(
        path,
        split=config["run"]["splits"],
        arm=config["run"]["arms"],
        seed=classifier_seeds(),
    )


def of_gans(path, splits=config["run"]["splits"]):
    """Fill a path for every GAN of the run, and every milestone if the path has the epoch."""
    return fill_gans(path, splits, {(arm["model"], None) for arm in gan_arms()})


def on_split(fill, path):
    """Fill a path for a split that is given as a wildcard, by one of the functions that fill."""
    return lambda wildcards: fill(path, splits=[wildcards.split])


def if_gans(path):
    """Fill a path for every split that has a GAN."""
    return expand(path, split=dict.fromkeys(of_gans("{split}")))


def tuned_gan_arms():
    """List the GAN arms that were tuned, if all of them were: they can then be told apart."""
    arms = {name: "tune" in arm for name, arm in run_arms(config).items() if "model" in arm}
    return list(arms) if all(arms.values()) else []


def first_gans(wildcards):
    """List model and class of a split's first GANs, in the order of `of_gans`."""
    paths = of_gans("{model} {cls}", splits=[wildcards.split])
    return [tuple(path.split()) for path in paths]


def of_screens(path, splits=config["run"]["splits"]):
    """Fill a path for every GAN of the run and every screen that its beats go through."""
    return fill_gans(
        path, splits, {(arm["model"], arm["screen"]) for arm in gan_arms() if "screen" in arm}
    )


def fill_gans(path, splits, pairs):
    """Fill a path for the GANs of all classes and seeds of some models with a screen each."""
    filled = [
        expand(
            path,
            split=split,
            model=model,
            cls=cls,
            screen=screen,
            seed=range(config["gan"]["seeds"]),
            epoch=epochs(SimpleNamespace(split=split, model=model, cls=cls)),
        )
        for split in splits
        for model, screen in sorted(pairs, key=str)
        for cls in gan_classes(split, model)
    ]
    # A path without seed or epoch is the same for all of them.
    return list(dict.fromkeys(chain.from_iterable(filled)))


def kept_parts():
    """List the files of the study's parts that were kept."""
    return sorted(map(str, Path(config["study"]["folder"]).glob("parts/**/*_*.*")))


def kept_splits():
    """List the splits of the parts that were kept, in the order in which they are read."""
    splits = [Path(path).name.split("_")[0] for path in kept_parts() if path.endswith(".json")]
    return list(dict.fromkeys(splits))
