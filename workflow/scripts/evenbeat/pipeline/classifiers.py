"""Validation of the kinds of classifier that a run uses."""

import importlib.util

from evenbeat.balancing.arm import read_arms
from evenbeat.beats.features import FEATURE_NAMES
from evenbeat.classifier.kinds import Kind, takes_weights
from evenbeat.pipeline.targets import run_classifiers, trained_kinds
from evenbeat.runtime.errors import InputError

# The classes that config/config.yaml names. To import scikit-learn takes a second at each start of
# the workflow, and a test imports these.
SHIPPED = (
    "evenbeat.classifier.spline_lda.SplineLDA",
    "sklearn.ensemble.ExtraTreesClassifier",
)
# The kind with whose settings the reference classifiers are trained.
REFERENCE = "cnn"
# A folder beside those of the kinds.
TAKEN = ("quality",)


def check_classifiers(config):
    """Check the kinds of classifier, and those more closely that the run uses.

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
            f"classifier.kinds.{REFERENCE} is {found}; expected a kind with a network, since the "
            "reference classifiers of screens and quality measures are trained with its settings. "
            "Give other kinds other names"
        )
    for name in trained_kinds(config, run_classifiers(config)):
        if kinds[name].estimator:
            _check_estimator(f"classifier.kinds.{name}", kinds[name], config)


def _read_kind(name, described):
    where = f"classifier.kinds.{name}"
    if name in TAKEN:
        raise InputError(
            f"{where}: no kind can be called {name}, which is a folder of the results; call it "
            "something else"
        )
    found = [key for key in ("estimator", "network", "members") if key in described]
    if len(found) != 1:
        raise InputError(
            f"{where} has {' and '.join(found) or 'none'} of estimator, network and members; "
            "expected one of them. A configuration adds to kinds of the default that have the same "
            "name: call a kind of your own something else"
        )
    unused = [key for key in ("parameters", "weight_power", "features") if key in described]
    if unused and found != ["estimator"]:
        raise InputError(f"{where}: {found[0]} has no use for {', '.join(unused)}; leave it out")
    if unknown := [name for name in described.get("features", []) if name not in FEATURE_NAMES]:
        raise InputError(
            f"{where}.features: {', '.join(unknown)} is not known; there are "
            f"{', '.join(FEATURE_NAMES)}"
        )
    return Kind.from_config(described)


def _check_known(names, kinds, where):
    if unknown := [name for name in names if name not in kinds]:
        raise InputError(
            f"{where}: {', '.join(unknown)} is not known; classifier.kinds has {', '.join(kinds)}. "
            "Name one of these, or describe it there"
        )


def _check_members(where, members, kinds):
    _check_known(members, kinds, where)
    if nested := [name for name in members if kinds[name].members]:
        raise InputError(
            f"{where}: {', '.join(nested)} is a committee itself; name its members instead"
        )


def _check_estimator(where, kind, config):
    package = kind.estimator.partition(".")[0]
    installed = importlib.util.find_spec(package)
    # The environment of the jobs has scikit-learn, that of the planning need not have it.
    if kind.estimator in SHIPPED or (package == "sklearn" and not installed):
        return
    if not installed:
        raise InputError(
            f"{where}.estimator: {kind.estimator}, but no package {package} is installed where the "
            "workflow is planned. Install it there, and in the environment of the jobs "
            "(envs/signal.yaml) too, or correct the path"
        )
    try:
        estimator = kind.create()
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    if not takes_weights(estimator) and (reason := _why_weights(kind, config)):
        raise InputError(
            f"{where}: {kind.estimator} cannot weight beats (its fit takes no sample_weight), but "
            f"{reason}. Name another class, or take this kind out of run.classifiers and of "
            "its committees"
        )


def _why_weights(kind, config):
    """Say why an estimator of the run needs to weight beats; None if it does not."""
    if kind.weight_power:
        return f"weight_power is {kind.weight_power}: set it to 0"
    run = config["run"]["arms"]
    arms = read_arms({name: config["arms"][name] for name in run})
    for name, arm in arms.items():
        if arm.method == "class_weights":
            return f"the arm {name} weights classes: take it out of run.arms"
        weights = arm.tune.get("weight", [arm.settings.get("weight", 1)])
        if any(weight != 1 for weight in weights):
            return f"the arm {name} weights added beats: set its weight to 1"
    return None
