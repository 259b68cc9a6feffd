"""A small study, made up: three test beds, four kinds of classifier, five arms."""

import itertools
import json

import numpy as np
import pandas as pd
import pytest
import yaml
from conftest import ROOT
from evenbeat.balancing.arm import Arm
from evenbeat.study.publish import read_findings
from made_parts import CLASSES, COMPARISON, write_part
from snakemake.utils import update_config

FLOW = {
    "method": "gan",
    "model": "flow",
    "classes": ["S"],
    "amount": 0.1,
    "tune": {"weight": [0.1, 1]},
}
ARMS = {
    "none": {"method": "none"},
    "smote": {"method": "smote", "amount": 0.1, "neighbors": 5},
    "transplant": {"method": "transplant", "amount": 0.1},
    "flow": FLOW,
    "hinge": FLOW | {"model": "hinge"},
}
BEDS = {
    "interpatient": {"name": "DS2", "page": "interpatient", "between_patients": True},
    "external_svdb": {"name": "svdb-dev", "page": "svdb", "between_patients": True},
    "intrapatient": {"name": "random split", "page": "intrapatient", "between_patients": False},
}
KINDS = ["lda", "forest", "committee"]
CONFIG = {
    "run": {
        "arms": list(ARMS),
        "splits": ["interpatient"],
        "classifiers": KINDS,
        "databases": ["mitdb"],
        "external": ["svdb"],
    },
    "arms": ARMS,
    "gan": {"seeds": 5},
    "classifier": {"seeds": 2},
    "tuning": {"folds": 5, "gan_seeds": 1, "runs": 2},
    "splits": {"interpatient": {"classes": CLASSES}, "intrapatient": {"classes": CLASSES}},
    "comparison": COMPARISON,
    "study": {
        "beds": {
            split: bed | {"about": "Made up.", "trained_on": "DS1"} for split, bed in BEDS.items()
        },
        "candidates": ["hinge", "flow"],
        "limits": ["Nothing of this is real."],
        "references": ["none", "smote", "transplant"],
        "gain": {"least": 0.02, "kinds": [["lda"], ["forest"]], "accuracy_loss": 0.01},
        "weakened": {"kinds": ["lda_shape"], "arms": ["none", "transplant", "flow"]},
        "quality": {"classes": ["S"], "share": {"precision": 0.8}, "no_more": ["copied"]},
    },
}
# What the classifiers find more than with no added beats, as a share of the S beats.
NO_GAIN = {"none": 0, "smote": 0.02, "transplant": 0.01, "flow": 0.01, "hinge": -0.2}
GAIN = NO_GAIN | {"flow": 0.3}
FOLDS = {"none": 0.5, "smote": 0.52, "transplant": 0.51, "flow": 0.6, "hinge": 0.55}


def write_folds(folder, best="flow"):
    weakened = CONFIG["study"]["weakened"]
    rows = [
        {"kind": kind, "arm": arm, "setting": setting, "chosen": setting != "weight 0.1"}
        | {"run": run, "macro_f1": score + (arm == best) - (setting == "weight 0.1")}
        for kind in (*KINDS, *weakened["kinds"])
        for arm, score in FOLDS.items()
        if kind in KINDS or arm in weakened["arms"]
        for setting in (("weight 0.1", "weight 1") if "tune" in ARMS[arm] else ("",))
        for run in (0, 1)
    ]
    pd.DataFrame(rows).to_csv(folder / "folds.csv", index=False)


def write_study(folder, gains, best="flow"):
    """Write the parts of a study whose arms gain so much, on every test bed or by test bed."""
    rng = np.random.default_rng(0)
    for split in BEDS:
        for kind in (*KINDS, "lda_shape"):
            (folder / kind).mkdir(exist_ok=True, parents=True)
            for arm in ARMS:
                own = gains.get(split, gains)[arm]
                write_part(folder / kind / f"{split}_{arm}.csv", own, rng)
    write_folds(folder, best)
    for split, kind, arm in itertools.product(BEDS, KINDS, ARMS):
        place = {"split": split, "kind": kind, "arm": arm}
        same = {"macro_classes": " ".join(CLASSES), "macro_average_precision": 0.5}
        rows = [place | {"seed": seed} | same for seed in range(10)]
        path = folder / "scores" / kind / f"{split}_{arm}.csv"
        path.parent.mkdir(exist_ok=True, parents=True)
        pd.DataFrame(rows).to_csv(path, index=False)
    (folder / "quality").mkdir()
    measured = {"precision": (0.9, 1.0), "copied": (0.02, 0.01)}
    table = [
        {"seed": seed, "class": "S", "measure": name, "value": value, "floor": floor}
        for seed in range(CONFIG["gan"]["seeds"])
        for name, (value, floor) in measured.items()
    ]
    for model in ("flow", "hinge"):
        pd.DataFrame(table).to_csv(folder / f"quality/interpatient_{model}.csv", index=False)
    return folder


@pytest.fixture(scope="session")
def config():
    return json.loads(json.dumps(CONFIG))


@pytest.fixture(scope="session")
def kept_config():
    """Give the configuration of the study that is kept."""
    merged = {}
    for name in ("config", "databases/mitdb", "databases/svdb", "study"):
        update_config(merged, yaml.safe_load((ROOT / f"config/{name}.yaml").read_text()))
    return merged


@pytest.fixture(scope="session")
def kept(kept_config):
    """Give the findings, parts and folder of the study that is kept."""
    folder = ROOT / kept_config["study"]["folder"] / "parts"
    return *read_findings(kept_config, folder), folder


@pytest.fixture(scope="session")
def find_in(tmp_path_factory):
    """Give a function that makes up a study and gives its findings, parts and folder."""

    def find(gains, best="flow"):
        folder = write_study(tmp_path_factory.mktemp("study"), gains, best)
        return *read_findings(CONFIG, folder), folder

    return find


@pytest.fixture(scope="session")
def no_gain(find_in):
    return find_in(NO_GAIN)


@pytest.fixture(scope="session")
def gain(find_in):
    return find_in(GAIN)


@pytest.fixture(scope="session")
def arms():
    return {name: Arm.from_config(arm) for name, arm in ARMS.items()}
