import functools

import numpy as np
import pandas as pd
from classifier_settings import NETWORK
from evenbeat.balancing.arm import Arm
from evenbeat.classifier import fit
from evenbeat.classifier.fit_network import fit_network


def test_an_arm_counts_what_it_added():
    rng = np.random.default_rng(0)
    beats = {
        "waveform": rng.normal(size=(30, 300)).astype(np.float32),
        "template": np.zeros((30, 300), np.float32),
        "rhythm": rng.normal(size=(30, 6)).astype(np.float32),
        "label": np.array(["N"] * 20 + ["V"] * 10),
    }
    lines = []
    (_, curve), counts = fit.fit_arm(
        beats,
        ["N", "V"],
        Arm("smote", settings={"amount": 0.8, "neighbors": 5}),
        {},
        100,
        seed=0,
        fit=functools.partial(
            fit_network,
            classes=["N", "V"],
            training=NETWORK | {"steps": 4, "batch": 4},
            centre=100,
            sampling_rate=360,
        ),
        report=lines.append,
    )
    assert counts == {"real": {"N": 20, "V": 10}, "added": {"N": 0, "V": 6}}
    assert len(curve) == 4
    assert "added beats {'N': 0, 'V': 6}" in lines[0]


def test_a_curve_is_a_table_of_steps(tmp_path):
    fit.write_curve(tmp_path / "curve.csv", np.array([[1.5, 0.25], [0.5, 0.75]]))
    table = pd.read_csv(tmp_path / "curve.csv")
    assert table.to_dict("list") == {
        "step": [0, 1],
        "loss": [1.5, 0.5],
        "accuracy": [0.25, 0.75],
    }
