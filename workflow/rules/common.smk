import os
import sys
from functools import cache
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

sys.path.insert(0, str(Path(workflow.basedir) / "workflow" / "scripts"))
from evenbeat.balancing.arm import Arm
from evenbeat.data.records_table import read_records_table
from evenbeat.pipeline import targets
from evenbeat.pipeline.config import check_config, reject_renamed_keys
from evenbeat.pipeline.import_graph import find_sources
from evenbeat.pipeline.resources import find_cost, memory_mb, read_costs, runtime_minutes
from evenbeat.runtime.errors import InputError

# TensorFlow reports the processor's features at every start; what matters is in the logs.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

try:
    reject_renamed_keys(config)
    validate(config, workflow.source_path("../schemas/config.schema.yaml"))
    check_config(config)
    DATABASES = [config["run"]["database"], *config["run"]["external"]]
    RECORDS = {name: read_records_table(config["databases"][name]["records"]) for name in DATABASES}
    COSTS = read_costs(Path(workflow.basedir) / "workflow" / "costs.csv")
except InputError as error:
    raise WorkflowError(str(error))
SCORED_SPLITS = targets.scored_splits(config)
CLASSIFIER_SEEDS = targets.classifier_seeds(config)
FOLDS = range(config["tuning"]["folds"])
# The arms of the run, as in the configuration.
ARMS = {name: config["arms"][name] for name in config["run"]["arms"]}
# The folders of a GAN and of a classifier.
GAN = "<results>/{split}/gan/{model}/seed{seed}"
CLASSIFIER = "<results>/{split}/classifier/{arm}/seed{seed}"


pathvars:
    database=config["run"]["database"],
    logs="<results>/logs",
    benchmarks="<results>/benchmarks",
    database_results="<results>/databases/{database}",
    gan=GAN,
    classifier=CLASSIFIER,


def project_file(path):
    """Name a file of the workflow by a path that stays when the project is moved."""
    return os.path.relpath(Path(workflow.basedir) / path)


@cache
def sources(script):
    """Name a script and the library modules that it imports, so that an edit reruns the rule."""
    folder = Path(workflow.basedir) / "workflow" / "scripts"
    return [project_file(file) for file in find_sources(script, folder)]


def sources_of_model(script):
    """Name a script's sources and, for a job, those of its GAN's model, which is found by name."""
    return lambda wildcards: sorted(
        {*sources(script), *sources(f"evenbeat/gan/models/{wildcards.model}")}
    )


def resource_requests(rule):
    """Say how much memory and time the jobs of a rule request, and more after each failure."""
    try:
        cost = find_cost(COSTS, rule)
    except InputError as error:
        raise WorkflowError(str(error))
    return {
        "mem_mb": lambda wildcards, attempt: memory_mb(cost["mib"], attempt),
        "runtime": lambda wildcards, attempt: runtime_minutes(cost["seconds"], attempt),
    }


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


def classes(wildcards):
    """List the classes that a job's split is measured on."""
    return targets.split_classes(config, wildcards.split)


def gans(wildcards):
    """List the run's GANs that agree with a job's wildcards."""
    given = {name: wildcards.get(name) for name in ("split", "model", "cls")}
    seed = wildcards.get("seed")
    return targets.select_gans(config, **given, seed=None if seed is None else int(seed))


def of_gans(path):
    """Fill a path for the run's GANs that agree with a job's wildcards, and their checkpoints."""
    path = path.replace("<gan>", GAN)
    return lambda wildcards: targets.fill_path(config, path, gans(wildcards))


def of_all_gans(path):
    """Fill a path for all GANs of the run."""
    return targets.fill_path(config, path, targets.select_gans(config))


def of_classifiers(name, splits=("{split}",), arms=ARMS):
    """Name a file of the classifiers of all seeds: of some splits, or a job's, and some arms."""
    return expand(f"{CLASSIFIER}/{name}", split=splits, arm=arms, seed=CLASSIFIER_SEEDS)


def beats_of_arm(split, arm, seeds):
    """Name the synthetic beats that an arm adds, by GANs of some seeds; none without a GAN."""
    arm = Arm.from_config(config["arms"][arm])
    return [
        gan.fill(f"{GAN}/{arm.gan_file()}_{{cls}}.npy")
        for seed in seeds
        for gan in targets.gans_of_arm(config, split, arm, seed)
    ]
