"""Kinds of classifier that a run cannot use are refused when it is planned."""

import copy
import importlib.util
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT
from evenbeat.classifier.kinds import Kind, takes_weights
from evenbeat.pipeline import classifiers
from evenbeat.runtime.errors import InputError

CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text())
FOREST = "sklearn.ensemble.ExtraTreesClassifier"
NEIGHBORS = {"estimator": "sklearn.neighbors.KNeighborsClassifier"}


def check(kinds=(), run=("own",), arms=("none",), **described):
    config = copy.deepcopy(CONFIG)
    config["run"] |= {"classifiers": list(run), "arms": list(arms)}
    config["classifier"]["kinds"] |= dict(kinds)
    config["arms"] |= described
    classifiers.check_classifiers(config)


def test_the_default_is_right_with_every_kind_and_arm():
    check(run=CONFIG["classifier"]["kinds"], arms=CONFIG["arms"])


@pytest.mark.parametrize("name", ["lda", "forest"])
def test_what_is_not_imported_at_planning_is_right(name):
    kind = Kind.from_config(CONFIG["classifier"]["kinds"][name])
    assert kind.estimator in classifiers.SHIPPED
    assert takes_weights(kind.create())


def test_the_default_is_checked_without_scikit_learn():
    code = (
        "import sys, yaml; sys.modules['sklearn'] = None\n"
        "from evenbeat.pipeline.classifiers import check_classifiers\n"
        f"check_classifiers(yaml.safe_load(open({str(ROOT / 'config/config.yaml')!r})))\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT / "workflow/scripts")


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        ({}, "run.classifiers: own is unknown; classifier.kinds has lda, forest"),
        ({"own": {}}, "classifier.kinds.own has none of estimator, network and members"),
        (
            {"own": {"estimator": FOREST, "members": ["lda", "cnn"]}},
            "classifier.kinds.own has estimator and members of .*give your own kind another name",
        ),
        (
            {"own": {"members": ["lda", "cnn"], "weight_power": 1}},
            "classifier.kinds.own: a kind with members does not use weight_power; leave it out",
        ),
        (
            {"own": {"estimator": FOREST, "features": ["qrs_size", "qrs_sise"]}},
            "classifier.kinds.own.features: qrs_sise is unknown; expected one of: before_to_median",
        ),
        (
            {"own": {"members": ["lda", "cnn"], "features": ["qrs_size"]}},
            "classifier.kinds.own: a kind with members does not use features; leave it out",
        ),
        ({"own": {"members": ["lda", "mlp"]}}, "classifier.kinds.own.members: mlp is unknown"),
        (
            {"own": {"members": ["lda", "committee"]}},
            "classifier.kinds.own.members: committee is itself a committee; list its members",
        ),
        (
            {"own": {"estimator": FOREST}, "cnn": {"estimator": FOREST}},
            "classifier.kinds.cnn is an estimator or a committee; expected a kind with a network",
        ),
        (
            {"own": {"estimator": FOREST}, "quality": {"estimator": FOREST}},
            "classifier.kinds.quality: the name quality is reserved",
        ),
        (
            {"own": {"estimator": "nowhere.Forest"}},
            "kinds.own.estimator: nowhere.Forest needs the package nowhere, .*jobs",
        ),
        (
            {"own": {"estimator": "sklearn.ensemble.Forest"}},
            "classifier.kinds.own: sklearn.ensemble.Forest cannot be imported",
        ),
        (
            {"own": {"estimator": "sklearn.svm.LinearSVC"}},
            "classifier.kinds.own: sklearn.svm.LinearSVC .*has no predict_proba",
        ),
        (
            {"own": NEIGHBORS | {"parameters": {"k": 3}}},
            "does not accept the parameters {'k': 3}",
        ),
        (
            {"own": NEIGHBORS | {"weight_power": 0.5}},
            "cannot weight beats .*weight_power is 0.5: set it to 0",
        ),
    ],
)
def test_a_wrong_kind_is_named(kinds, message):
    with pytest.raises(InputError, match=message):
        check(kinds)


def test_there_must_be_a_network_for_the_reference_classifiers(monkeypatch):
    kinds = {name: kind for name, kind in CONFIG["classifier"]["kinds"].items() if name == "lda"}
    monkeypatch.setitem(CONFIG, "classifier", {"seeds": 1, "kinds": kinds})
    with pytest.raises(InputError, match=r"classifier\.kinds\.cnn is missing"):
        check(run=["lda"])


@pytest.mark.parametrize(
    ("arm", "message"),
    [
        ({"method": "class_weights", "power": 0.5}, "the arm own weights classes"),
        ({"method": "jitter", "amount": 0.1, "weight": 0.5}, "the arm own weights added beats"),
        (
            {"method": "jitter", "amount": 0.1, "tune": {"weight": [0.5, 1]}},
            "the arm own weights added beats: set its weight to 1",
        ),
    ],
)
def test_an_estimator_without_weights_is_refused_for_arms_with_weights(arm, message):
    check({"own": NEIGHBORS}, arms=["none", "smote"], own=arm)
    with pytest.raises(InputError, match=f"KNeighborsClassifier cannot weight beats .*{message}"):
        check({"own": NEIGHBORS}, arms=["none", "own"], own=arm)


def test_members_are_checked_though_the_run_does_not_name_them():
    committee = {"members": ["lda", "own"]}
    with pytest.raises(InputError, match=r"classifier\.kinds\.own: .* has no predict_proba"):
        check({"own": {"estimator": "sklearn.svm.LinearSVC"}, "both": committee}, run=["both"])


def test_kinds_that_the_run_does_not_use_are_not_imported():
    check({"own": {"estimator": "nowhere.Forest"}}, run=["lda"])


def test_scikit_learn_need_not_be_where_the_workflow_is_planned(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    check({"own": NEIGHBORS})
