import os
import sys
from functools import cache
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

sys.path.insert(0, str(Path(workflow.basedir) / "workflow" / "scripts"))
from evenbeat.balancing.arm import Arm
from evenbeat.data.checksums import CHECKSUMS, read_checksums, signal_digests
from evenbeat.data.download import local_folder
from evenbeat.data.patients import full_name
from evenbeat.data.records_table import (
    check_patients,
    check_sides,
    read_records_table,
    reject_shared_records,
)
from evenbeat.gan.catalogue import read_traits
from evenbeat.pipeline import splits, targets
from evenbeat.pipeline.config import check_config, reject_renamed_keys
from evenbeat.pipeline.import_graph import find_sources
from evenbeat.pipeline.learning_curve import baseline_arm, check_learning_curve
from evenbeat.pipeline.names import reject_unquoted_names
from evenbeat.pipeline.resources import find_cost, memory_mb, read_costs, runtime_minutes
from evenbeat.runtime.errors import InputError

# Otherwise TensorFlow prints the features of the processor at every start.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

try:
    reject_unquoted_names(config)
    reject_renamed_keys(config)
    validate(config, workflow.source_path("../schemas/config.schema.yaml"))
    check_config(config)
    DATABASES = splits.run_databases(config)
    RECORDS = {name: read_records_table(config["databases"][name]["records"]) for name in DATABASES}
    reject_shared_records(RECORDS, {name: config["databases"][name]["url"] for name in DATABASES})
    for name, records in RECORDS.items():
        check_patients(name, records, config["databases"][name])
    if "interpatient" in config["run"]["splits"]:
        check_sides(RECORDS, config["run"]["databases"])
    # The databases for training, and those of them that have test records.
    OWN = config["run"]["databases"]
    TESTED = [name for name in OWN if "test" in {row["split"] for row in RECORDS[name].values()}]
    if "learning_curve" in config:
        check_learning_curve(config, TESTED)
    COSTS = read_costs(Path(workflow.basedir) / "workflow" / "costs.csv")
except InputError as error:
    raise WorkflowError(str(error))
SCORED_SPLITS = splits.scored_splits(config, TESTED)
CLASSIFIER_SEEDS = targets.classifier_seeds(config)
FOLDS = range(config["tuning"]["folds"])
# The arms of the run, as in the configuration.
ARMS = {name: config["arms"][name] for name in config["run"]["arms"]}
# The kinds of classifier, as in the configuration, and those of the run.
KINDS = config["classifier"]["kinds"]
CLASSIFIERS = targets.run_classifiers(config)
MODELS = config["gan"]["models"]
# The models in which one network generates the beats of all classes.
OF_ALL_CLASSES = [name for name, traits in read_traits(MODELS).items() if traits.all_classes]
# The folders of a GAN and of a classifier.
GAN = "<results>/{split}/gan/{model}/seed{seed}"
CLASSIFIER = "<results>/{split}/classifier/{kind}/{arm}/seed{seed}"


pathvars:
    logs="<results>/logs",
    benchmarks="<results>/benchmarks",
    database_results="<results>/databases/{database}",
    gan=GAN,
    classifier=CLASSIFIER,


def project_file(path):
    """Return the relative path of a workflow file, which stays valid when the project is moved."""
    return os.path.relpath(Path(workflow.basedir) / path)


@cache
def sources(script):
    """List a script and the library modules that it imports, so that an edit reruns the rule."""
    folder = Path(workflow.basedir) / "workflow" / "scripts"
    return [project_file(file) for file in find_sources(script, folder)]


def sources_of_model(script):
    """Return an input function that lists the sources of a script and of the job's GAN model."""

    def list_sources(wildcards):
        own = own_module(wildcards)
        path = os.path.abspath(own).removesuffix(".py") if own else None
        of_model = sources(path or f"evenbeat/gan/models/{wildcards.model}")
        return sorted({*sources(script), *of_model})

    return list_sources


def own_module(wildcards):
    """Find the Python file of the job's GAN model if it is a user's own model."""
    return MODELS[wildcards.model].get("module")


def resource_requests(rule):
    """Return the memory and time that the jobs of a rule request, more after each failure."""
    try:
        cost = find_cost(COSTS, rule)
    except InputError as error:
        raise WorkflowError(str(error))
    return {
        "mem_mb": lambda wildcards, attempt: memory_mb(cost["mib"], attempt),
        "runtime": lambda wildcards, attempt: runtime_minutes(cost["seconds"], attempt),
    }


def kept_tables(folder, category, names):
    """Declare output tables, each with the caption of its name in Snakemake's own report."""
    return {
        name: report(
            f"{folder}/{name}.csv",
            caption=f"../report/{name}.rst",
            category=category,
            labels={"table": name}
            | {key: f"{{{key}}}" for key in ("split", "kind") if f"{{{key}}}" in folder},
        )
        for name in names
    }


def kept_figures(prefix, names, category, labels, page=()):
    """Declare output figures, each with the caption of its name in Snakemake's own report.

    Figures that are on the page have a narrow layout too, for a phone.
    """
    kept = {
        f"{name}_{ending}": report(
            f"{prefix}{name}.{ending}",
            caption=f"../report/{name}.rst",
            category=category,
            labels={"figure": name} | labels | {"format": ending.upper()},
        )
        for name in names
        for ending in ("svg", "png")
    }
    return kept | {f"{name}_narrow": f"{prefix}{name}_narrow.svg" for name in page}


def captions(names):
    """List the caption files of tables or figures."""
    return [project_file(f"workflow/report/{name}.rst") for name in names]


def classes(wildcards):
    """List the classes of a job's split."""
    return splits.split_classes(config, wildcards.split)


def gans(wildcards):
    """List the run's GANs that match a job's wildcards."""
    given = {name: wildcards.get(name) for name in ("split", "model", "cls")}
    seed = wildcards.get("seed")
    return targets.select_gans(config, **given, seed=None if seed is None else int(seed))


def of_gans(path):
    """Return an input function that fills a path for the GANs that match a job's wildcards."""
    path = path.replace("<gan>", GAN)
    return lambda wildcards: targets.fill_path(config, path, gans(wildcards))


def of_all_gans(path):
    """Fill a path for all GANs of the run."""
    return targets.fill_path(config, path, targets.select_gans(config))


def of_classifiers(name, splits=("{split}",), arms=ARMS, kinds=("{kind}",)):
    """List a file of each classifier of some splits, arms and kinds, all seeds.

    By default, split and kind are those of the job.
    """
    return expand(f"{CLASSIFIER}/{name}", split=splits, kind=kinds, arm=arms, seed=CLASSIFIER_SEEDS)
