"""What a finished demonstration shows: room between arms, beats that look real, a full report."""

import json
import re

import pandas as pd
import pytest
import yaml
from conftest import ROOT

DEMO = yaml.safe_load((ROOT / "config/demo.yaml").read_text())
KINDS = DEMO["run"]["classifiers"]
SPLIT = "interpatient"
SEEDS = range(DEMO["gan"]["seeds"])


@pytest.fixture(scope="module")
def results(finished):
    return finished / "results/demo"


@pytest.fixture(scope="module")
def scores(results):
    table = pd.read_csv(results / "tables/metrics_by_arm.csv")
    return table.set_index(["split", "kind", "arm"])["macro_f1_mean"][SPLIT]


@pytest.mark.parametrize("kind", KINDS)
def test_without_added_beats_scores_leave_room_for_better_and_worse(scores, kind):
    assert 0.6 < scores[kind, "none"] < 0.85


@pytest.mark.parametrize("kind", KINDS)
def test_arms_differ(scores, kind):
    assert scores[kind].max() - scores[kind].min() > 0.005


@pytest.mark.parametrize("kind", KINDS)
def test_every_difference_of_an_arm_has_an_interval(results, kind):
    table = pd.read_csv(results / f"tables/{SPLIT}/{kind}/contrasts.csv")
    macro = table[(table["measure"] == "macro_f1") & (table["second"] == "none")]
    assert set(macro["first"]) == {*DEMO["run"]["arms"]} - {"none"}
    assert (macro["over_records_low"] < macro["over_records_high"]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_beats_of_transfer_look_real(results, seed):
    table = pd.read_csv(results / f"parts/quality/{SPLIT}_transfer.csv")
    of_seed = table[table["seed"] == seed].set_index("measure")
    found, real = of_seed["value"], of_seed["floor"]
    # Trees find real beats from others by chance at 0.5, and always at 1.
    assert found["two_sample_auc"] < 0.85
    assert found["train_on_synthetic_f1"] > 0.7
    assert found["noise_high"] <= real["noise_high"]


@pytest.mark.parametrize("model", ["blog", "transfer"])
def test_the_explorer_has_each_gan(results, model):
    gans = json.loads((results / SPLIT / "explorer.json").read_text())["gans"]
    shown = {(gan["class"], gan["seed"]) for gan in gans if gan["model"] == model}
    assert shown == {("F", seed) for seed in SEEDS}


def test_every_section_of_the_report_is_filled(results):
    page = (results / "report.html").read_text()
    _, *sections = re.split(r"<section\b", page)
    assert len(sections) == 8
    for section in sections:
        assert re.search(r'<table|<svg|class="plot"', section), section[:80]
    assert "changed macro-F1 by" in sections[0]
