"""Validation of the configuration beyond the schema: unknown names and contradictory values."""

import math
import re

from evenbeat.balancing.arm import read_arms
from evenbeat.gan.catalogue import read_traits
from evenbeat.gan.own_module import check_module
from evenbeat.pipeline.classifiers import check_classifiers
from evenbeat.pipeline.splits import EXTERNAL, run_databases
from evenbeat.runtime.errors import InputError

# The required keys of each method; they may be in the arm itself or in its `tune`.
METHODS = {
    "none": (),
    "class_weights": ("power",),
    "random_oversampling": ("amount",),
    "jitter": ("amount",),
    "transplant": ("amount",),
    "smote": ("amount", "neighbors"),
    "mixture": ("amount", "components"),
    "gan": ("amount", "model"),
    "gan_screened": ("amount", "model", "screen"),
    "gan_control": ("amount", "model", "screen"),
}
# The optional keys of an arm that adds beats.
OF_ADDED = ("weight", "classes")

# Columns of the table of test records, which no arm can have as its name: arms are columns too.
TAKEN = ("record", "class", "beats")


# Keys of earlier versions and their new names; * stands for any name.
RENAMED = {
    "choosing": "tuning",
    "run.database": "run.databases, a list",
    "classifier.training": "classifier.kinds.cnn.network",
    "simulation.patients": "simulation.<name>.patients; move the keys beside it too",
    "beats.local_beats": "beats.local_rr_intervals",
    "comparison.without": "comparison.leave_out",
    "gan.choice": "gan.selection, and its key most is now max_beats",
    "gan.pool": "gan.pool_factor",
    "gan.sample": "gan.fixed_latents",
    "gan.models.*.milestones": "checkpoints",
    "gan.models.*.training.average": "ema_decay",
    "gan.models.*.training.cross_patient_share": "lent_beats, a number of beats",
    "gan.models.*.training.crossed": "lent_beats, a number of beats",
    "gan.models.*.training.least_beats": "min_beats",
    "gan.models.*.training.penalty": "gradient_penalty",
}


def reject_renamed_keys(config):
    """Reject keys of earlier versions.

    Parameters
    ----------
    config : dict

    Raises
    ------
    InputError
        If there is one; the message gives its new name.
    """
    for old, new in RENAMED.items():
        for key in _find_keys(config, old.split(".")):
            raise InputError(f"{key} is now called {new}. Rename it in your configuration.")


def _find_keys(config, parts, before=""):
    """List the keys of a configuration that match a path, in which * stands for any name."""
    first, *rest = parts
    named = config if isinstance(config, dict) else {}
    keys = [key for key in named if first in ("*", key)]
    if not rest:
        return [f"{before}{key}" for key in keys]
    return [found for key in keys for found in _find_keys(named[key], rest, f"{before}{key}.")]


def coerce_integers(config, where=""):
    """Convert numbers such as 4.0 to integers; the schema accepts them as integers.

    Parameters
    ----------
    config : dict or list
        Changed in place.
    where : str
        Key of `config` in the whole configuration, for the error message.

    Raises
    ------
    InputError
        If a number is not finite, which YAML allows.
    """
    for key, value in config.items() if isinstance(config, dict) else enumerate(config):
        name = f"{where}.{key}".lstrip(".")
        if isinstance(value, dict | list):
            coerce_integers(value, name)
        elif isinstance(value, float):
            if not math.isfinite(value):
                raise InputError(f"{name}: {value}; expected a finite number")
            config[key] = int(value) if value.is_integer() else value


def check_config(config):
    """Check what the schema cannot: that names exist and values do not contradict each other.

    Parameters
    ----------
    config : dict
        Valid by the schema; changed in place as `coerce_integers` does.

    Raises
    ------
    InputError
        If a value is wrong; the message gives the key, the value and what was expected.
    """
    coerce_integers(config)
    run = config["run"]
    names = run_databases(config)
    _check_names(names, config["databases"], "run.databases and run.external")
    _check_names(run["splits"], config["splits"], "run.splits")
    _check_names(run["arms"], config["arms"], "run.arms")
    _check_external(run)
    for name in names:
        described = config["databases"][name]
        _check_symbols(name, described["symbols"])
        _check_pattern(name, described.get("patient_pattern"))
        used = run["splits"] if name in run["databases"] else ["interpatient"]
        for split in used:
            _check_classes(name, described["symbols"], split, config["splits"][split]["classes"])
    models = read_traits(config["gan"]["models"])
    for name, arm in read_arms(config["arms"]).items():
        _check_arm(name, arm, models)
    check_classifiers(config)
    for model, described in config["gan"]["models"].items():
        if "module" in described:
            check_module(described["module"], f"gan.models.{model}.module")
        for split, of_classes in described["checkpoints"].items():
            _check_checkpoints(f"gan.models.{model}.checkpoints.{split}", of_classes)
    for split in run["splits"]:
        for model in (name for name, traits in models.items() if traits.all_classes):
            of_classes = config["gan"]["models"][model]["checkpoints"].get(split, {})
            where = f"gan.models.{model}.checkpoints.{split}"
            _check_shared(where, of_classes, config["splits"][split]["classes"])
    if "study" in config:
        _check_study(config["study"], config)
    _check_signal(config["signal"], config["beats"])
    used = {config["arms"][name].get("model") for name in run["arms"]}
    for model in sorted(used & set(models)):
        _check_window(config["beats"], model, models[model].length)


def _check_names(found, known, where):
    unknown = [name for name in found if name not in known]
    if unknown:
        raise InputError(
            f"{where}: {', '.join(unknown)} is unknown; expected one of: {', '.join(known)}"
        )


def _check_arm(name, arm, models):
    if name in TAKEN:
        raise InputError(
            f"arms.{name}: the names {', '.join(TAKEN)} are reserved for columns of the table of "
            "test records; give the arm another name"
        )
    needed = METHODS[arm.method]
    allowed = needed + OF_ADDED * ("amount" in needed)
    found = {*arm.to_config(), *arm.tune} - {"method", "tune"}
    if missing := [key for key in needed if key not in found]:
        raise InputError(
            f"arms.{name}: {', '.join(missing)} is missing; the method {arm.method} needs it"
        )
    if unknown := sorted(found - set(allowed)):
        raise InputError(
            f"arms.{name}: the method {arm.method} does not use {', '.join(unknown)}; leave it out"
        )
    if arm.model:
        _check_names([arm.model], models, f"arms.{name}.model")
    if arm.screen == "discriminator" and not models[arm.model].has_discriminator:
        with_one = [model for model, traits in models.items() if traits.has_discriminator]
        raise InputError(
            f"arms.{name}: the screen discriminator needs a model with a discriminator, one of "
            f"{', '.join(with_one)}; found {arm.model}. Choose another screen or another model."
        )


def _check_study(study, config):
    run, kinds = config["run"], config["classifier"]["kinds"]
    beds = [*run["splits"], *(f"{EXTERNAL}{name}" for name in run["external"])]
    _check_names(study["beds"], beds, "study.beds")
    _check_names(["none"], run["arms"], "the arm without added beats, in run.arms")
    _check_names(study["references"], run["arms"], "study.references")
    generative = [name for name in run["arms"] if "model" in config["arms"][name]]
    _check_names(study["candidates"], generative, "study.candidates")
    for group in study["gain"]["kinds"]:
        _check_names(group, run["classifiers"], "study.gain.kinds")
    _check_names(study["weakened"]["kinds"], kinds, "study.weakened.kinds")
    _check_names(study["weakened"]["arms"], run["arms"], "study.weakened.arms")


def _check_external(run):
    if both := [name for name in run["databases"] if name in run["external"]]:
        raise InputError(
            f"run.external: {', '.join(both)} is also in run.databases; expected it in one of them"
        )
    if run["external"] and "interpatient" not in run["splits"]:
        raise InputError(
            "run.external: external databases score the classifiers of interpatient; add "
            "interpatient to run.splits"
        )


def _check_symbols(name, symbols):
    listed = [symbol for of_class in symbols.values() for symbol in of_class]
    twice = sorted({symbol for symbol in listed if listed.count(symbol) > 1})
    if twice:
        raise InputError(
            f"databases.{name}.symbols: {', '.join(twice)} is in more than one class; expected "
            "each symbol once"
        )


def _check_classes(name, symbols, split, classes):
    if not any(symbols.get(cls) for cls in classes):
        raise InputError(
            f"databases.{name}.symbols: expected symbols for at least one class of "
            f"splits.{split}, {', '.join(classes)}; found {symbols}"
        )


def _check_pattern(name, pattern):
    try:
        groups = 1 if pattern is None else re.compile(pattern).groups
    except re.error as error:
        raise InputError(
            f"databases.{name}.patient_pattern: {pattern!r} is not a valid regular expression "
            f"({error}). Correct it, or set it to null if each record is another patient"
        ) from error
    if groups != 1:
        raise InputError(
            f"databases.{name}.patient_pattern: {pattern!r} has {groups} groups; expected one, "
            "around the patient's name"
        )


def _check_checkpoints(where, of_classes):
    for cls, checkpoints in of_classes.items():
        if checkpoints and checkpoints["last"] % checkpoints["every"]:
            raise InputError(
                f"{where}.{cls}: `last` is {checkpoints['last']}; expected a multiple of `every`, "
                f"{checkpoints['every']}"
            )


def _check_shared(where, of_classes, classes):
    lengths = [of_classes[cls] for cls in classes if of_classes.get(cls)]
    if any(checkpoints != lengths[0] for checkpoints in lengths):
        raise InputError(
            f"{where}: one network makes the beats of all classes, so `every` and `last` must be "
            f"the same for each of {', '.join(classes)}; found {of_classes}"
        )


def _check_signal(signal, beats):
    band, nyquist = signal["filters"]["bandpass"], signal["sampling_rate"] / 2
    if not band["low"] < band["high"] < nyquist:
        raise InputError(
            f"signal.filters.bandpass: `low`, {band['low']} Hz, must be below `high`, "
            f"{band['high']} Hz, and `high` below half of signal.sampling_rate, {nyquist:g} Hz"
        )
    half = round(beats["qrs_half_width"] * signal["sampling_rate"] / 1000)
    if not half < min(beats["before"], beats["after"]):
        raise InputError(
            f"beats.qrs_half_width: {beats['qrs_half_width']} ms are {half} samples; expected less "
            f"than the window has before and after R, {beats['before']} and {beats['after']}"
        )


def _check_window(beats, model, length):
    if length and beats["before"] + beats["after"] != length:
        raise InputError(
            f"beats.before and beats.after: {beats['before']} + {beats['after']} samples; expected "
            f"a sum of {length}, the length of beats of the model {model}"
        )
