import csv
import os
import re
from functools import cache
from modulefinder import ModuleFinder
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

# TensorFlow announces the processor's abilities on every start; what matters is logged.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

validate(config, workflow.source_path("../schemas/config.schema.yaml"))


pathvars:
    database=config["database"]["name"],


# Paced records and others that are out belong to no side of the split between patients.
SIDES = ("train", "test", "paced", "out")


def read_records(path):
    """Read the records table: patient and split of each record, in the table's order."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise WorkflowError(f"database.records: {path} cannot be read ({error})")
    records = {}
    for number, row in enumerate(rows, start=2):
        if set(row) != {"record", "patient", "split"} or not all(row.values()):
            raise WorkflowError(
                f"{path}, line {number}: expected the columns record, patient and split, "
                f"found {row}"
            )
        name = row["record"]
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            raise WorkflowError(
                f"{path}, line {number}: {name} is no record name; letters, digits, - and _ are"
            )
        if name in records:
            raise WorkflowError(f"{path}, line {number}: {name} stands in it twice")
        if row["split"] not in SIDES:
            raise WorkflowError(
                f"{path}, line {number}: split is {row['split']}; it must be one of "
                f"{', '.join(SIDES)}"
            )
        records[name] = row
    if not records:
        raise WorkflowError(f"{path} has no records")
    return records


def check_names(found, known, where):
    """Refuse names that are defined nowhere."""
    unknown = [name for name in found if name not in known]
    if unknown:
        raise WorkflowError(
            f"{where}: {', '.join(unknown)} is not known; there are {', '.join(known)}"
        )


def check_config():
    """Refuse what the schema cannot see: unknown names, and numbers that contradict each other."""
    check_names(config["run"]["splits"], config["splits"], "run.splits")
    check_names(config["run"]["arms"], config["arms"], "run.arms")
    for split, classes in config["gan"]["milestones"].items():
        for cls, milestones in classes.items():
            if milestones and milestones["last"] % milestones["every"]:
                raise WorkflowError(
                    f"gan.milestones.{split}.{cls}: last, {milestones['last']}, is not a "
                    f"multiple of every, {milestones['every']}"
                )
    check_signal(config["signal"], config["beats"])


def check_signal(signal, beats):
    """Refuse frequencies and widths that the sampling rate or the window does not allow."""
    band, nyquist = signal["filters"]["bandpass"], signal["sampling_rate"] / 2
    if not band["low"] < band["high"] < nyquist:
        raise WorkflowError(
            f"signal.filters.bandpass: low, {band['low']} Hz, must lie below high, "
            f"{band['high']} Hz, and that below half of signal.sampling_rate, {nyquist:g} Hz"
        )
    half = round(beats["qrs_half_width"] * signal["sampling_rate"] / 1000)
    if not half < min(beats["before"], beats["after"]):
        raise WorkflowError(
            f"beats.qrs_half_width: {beats['qrs_half_width']} ms are {half} samples and reach "
            f"beyond the window of {beats['before']} before and {beats['after']} after R"
        )
    if gan_arms() and beats["before"] + beats["after"] != 300:
        raise WorkflowError(
            f"beats.before and beats.after: {beats['before']} + {beats['after']} samples; the "
            "networks of the model blog make beats of 300"
        )


def gan_arms():
    """List the arms of the run that use a GAN, as the configuration describes them."""
    arms = [config["arms"][name] for name in config["run"]["arms"]]
    return [arm for arm in arms if "model" in arm]


RECORDS = read_records(config["database"]["records"])
check_config()


wildcard_constraints:
    record="|".join(RECORDS),
    split="|".join(config["run"]["splits"]),
    model="blog",
    cls="[NSVFQ]",
    epoch="[0-9]+",
    arm="|".join(config["run"]["arms"]),
    seed="[0-9]+",


def project_file(path):
    """Name a file of the workflow by a path that stays when the project is moved."""
    return os.path.relpath(Path(workflow.basedir) / path)


@cache
def sources(script):
    """Name a script and the library modules that it imports, so that an edit reruns the rule."""
    scripts = Path(workflow.basedir) / "workflow" / "scripts"
    finder = ModuleFinder(path=[str(scripts)])
    finder.run_script(str(scripts / f"{script}.py"))
    files = [module.__file__ for module in finder.modules.values() if module.__file__]
    return sorted(project_file(file) for file in files if scripts in Path(file).parents)


def epochs(split, cls):
    """List a GAN's milestones, ascending."""
    milestones = config["gan"]["milestones"][split][cls]
    return range(milestones["every"], milestones["last"] + 1, milestones["every"])


def gan_classes(split):
    """List the classes of a split that have a GAN."""
    milestones = config["gan"]["milestones"].get(split, {})
    return [cls for cls in config["splits"][split]["classes"] if milestones.get(cls)]


def previous_milestone(wildcards):
    """Name the milestone that a segment of training starts from; none for the first."""
    before = int(wildcards.epoch) - epochs(wildcards.split, wildcards.cls)[0]
    path = "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{before}.h5"
    return [path.format(before=before, **wildcards)] if before else []


def milestones(wildcards):
    """Name all milestones of one GAN."""
    path = "<results>/{split}/gan/{model}/seed{seed}/gan_{cls}_epoch{epoch}.h5"
    return [
        path.format(**{**wildcards, "epoch": epoch})
        for epoch in epochs(wildcards.split, wildcards.cls)
    ]


def synthetic_beats(wildcards):
    """Name the synthetic beats that join an arm's training set, one file for each class.

    The classifiers of several seeds share out the GANs of several seeds among them.
    """
    arm = config["arms"][wildcards.arm]
    path = {
        "gan": "<results>/{split}/gan/{model}/seed{seed}/synthetic_{cls}.npy",
        "gan_screened": "<results>/{split}/gan/{model}/seed{seed}/screened_{cls}.npy",
    }.get(arm["method"])
    if path is None:
        return []
    order = config["classifier"]["seeds"].index(int(wildcards.seed))
    seed = config["gan"]["seeds"][order % len(config["gan"]["seeds"])]
    return [
        path.format(split=wildcards.split, model=arm["model"], seed=seed, cls=cls)
        for cls in gan_classes(wildcards.split)
    ]


def largest_gan_amount(wildcards):
    """Tell how many synthetic beats the arms want, as a share of the largest class."""
    return max(arm["amount"] for arm in config["arms"].values() if "model" in arm)


def of_classifiers(path):
    """Fill a path for every classifier of the run."""
    return expand(
        path,
        split=config["run"]["splits"],
        arm=config["run"]["arms"],
        seed=config["classifier"]["seeds"],
    )


def of_gans(path):
    """Fill a path for every GAN of the run, and every milestone if the path has the epoch."""
    return [
        filled
        for split in config["run"]["splits"]
        for cls in gan_classes(split)
        for filled in expand(
            path,
            split=split,
            cls=cls,
            model=sorted({arm["model"] for arm in gan_arms()}),
            seed=config["gan"]["seeds"],
            epoch=epochs(split, cls),
        )
    ]
