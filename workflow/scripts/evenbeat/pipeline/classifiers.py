"""Validation of the kinds of classifier that a run uses."""

import importlib.util

from evenbeat.balancing.arm import read_arms
from evenbeat.beats.features import FEATURE_NAMES
from evenbeat.classifier.kinds import Kind, takes_weights
from evenbeat.pipeline.targets import run_classifiers, trained_kinds
from evenbeat.runtime.errors import InputError

# The classes in config/config.yaml. They are not imported when the workflow starts, because that
# takes a second; a test imports them.
SHIPPED = (
    "evenbeat.classifier.spline_lda.SplineLDA",
    "sklearn.ensemble.ExtraTreesClassifier",
)
# The reference classifiers are trained with the settings of this kind.
REFERENCE = "cnn"
# A results folder beside the folders of the kinds, which no kind can have as its name.
TAKEN = ("quality",)


def check_classifiers(config):
    """Check the kinds of classifier; check the estimators only of kinds that the run uses.

    Parameters
    ----------
    config : dict
        Valid by the schema.

    Raises
    ------
    InputError
        If a kind is unknown or contradicts itself, or its estimator cannot do what the run needs.
    """
    kinds = {
        name: _read_kind(name, described)
        for name, described in config["classifier"]["kinds"].items()
    }
    _check_known(run_classifiers(config), kinds, "run.classifiers")
    for name, kind in kinds.items():
        if kind.members:
            _check_members(f"classifier.kinds.{name}.members", kind.members, kinds)
    if REFERENCE not in kinds or not kinds[REFERENCE].network:
        found = "an estimator or a committee" if REFERENCE in kinds else "missing"
        raise InputError(
            f"classifier.kinds.{REFERENCE} is {found}; expected a kind with a network, because the "
            "reference classifiers of screens and quality measures are trained with its settings. "
            "Give your own kind another name."
        )
    for name in trained_kinds(config, run_classifiers(config)):
        if kinds[name].estimator:
            _check_estimator(f"classifier.kinds.{name}", kinds[name], config)


def _read_kind(name, described):
    where = f"classifier.kinds.{name}"
    if name in TAKEN:
        raise InputError(
            f"{where}: the name {name} is reserved for a folder of the results; give the kind "
            "another name"
        )
    found = [key for key in ("estimator", "network", "members") if key in described]
    if len(found) != 1:
        raise InputError(
            f"{where} has {' and '.join(found) or 'none'} of estimator, network and members; "
            "expected exactly one of them. If a default kind has the same name, its keys are "
            "merged with yours: give your own kind another name."
        )
    unused = [key for key in ("parameters", "weight_power", "features") if key in described]
    if unused and found != ["estimator"]:
        raise InputError(
            f"{where}: a kind with {found[0]} does not use {', '.join(unused)}; leave it out"
        )
    if unknown := [name for name in described.get("features", []) if name not in FEATURE_NAMES]:
        raise InputError(
            f"{where}.features: {', '.join(unknown)} is unknown; expected one of: "
            f"{', '.join(FEATURE_NAMES)}"
        )
    return Kind.from_config(described)


def _check_known(names, kinds, where):
    if unknown := [name for name in names if name not in kinds]:
        raise InputError(
            f"{where}: {', '.join(unknown)} is unknown; classifier.kinds has {', '.join(kinds)}. "
            "Use one of these, or add your kind there."
        )


def _check_members(where, members, kinds):
    _check_known(members, kinds, where)
    if nested := [name for name in members if kinds[name].members]:
        raise InputError(
            f"{where}: {', '.join(nested)} is itself a committee; list its members instead"
        )


def _check_estimator(where, kind, config):
    package = kind.estimator.partition(".")[0]
    installed = importlib.util.find_spec(package)
    # Jobs need scikit-learn in their environment; planning the workflow does not need it.
    if kind.estimator in SHIPPED or (package == "sklearn" and not installed):
        return
    if not installed:
        raise InputError(
            f"{where}.estimator: {kind.estimator} needs the package {package}, which is not "
            "installed. Install it in the environment of Snakemake and in that of the jobs "
            "(envs/signal.yaml), or correct the path."
        )
    try:
        estimator = kind.create()
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    if not takes_weights(estimator) and (reason := _why_weights(kind, config)):
        raise InputError(
            f"{where}: {kind.estimator} cannot weight beats (its fit has no parameter "
            f"sample_weight), but {reason}. Or use another class, or remove this kind from "
            "run.classifiers and from committees."
        )


def _why_weights(kind, config):
    """Say why an estimator of the run needs to weight beats; None if it does not need to."""
    if kind.weight_power:
        return f"weight_power is {kind.weight_power}: set it to 0"
    run = config["run"]["arms"]
    arms = read_arms({name: config["arms"][name] for name in run})
    for name, arm in arms.items():
        if arm.method == "class_weights":
            return f"the arm {name} weights classes: remove it from run.arms"
        weights = arm.tune.get("weight", [arm.settings.get("weight", 1)])
        if any(weight != 1 for weight in weights):
            return f"the arm {name} weights added beats: set its weight to 1"
    return None
