"""One run with every model, screen and choice, on the small database."""

import json

import h5py
import keras
import numpy as np
import pandas as pd
import pytest
import yaml
from conftest import ROOT
from evenbeat.balancing.arm import Arm
from evenbeat.beats.synthetic import read_synthetic
from evenbeat.beats.table import read_beats
from evenbeat.quality.summary import read_quality_folder, summarise_quality

from runs.small_run import REPORT, SPLIT

MODELS = yaml.safe_load((ROOT / "tests/runs/models.yaml").read_text())

QUALITY = "results/small/parts/quality/interpatient_transfer.csv"
# A network for one arm; estimators, which cost less, for all.
NETWORK = f"{SPLIT}/classifier/cnn/transfer/seed0/model.h5"


@pytest.fixture(scope="module")
def results(undisturbed, copy_run):
    run = copy_run(undisturbed)
    run.complete(REPORT, QUALITY, NETWORK, config=MODELS)
    return run.folder / SPLIT


@pytest.mark.parametrize(("model", "losses"), [("transfer", 2), ("flow", 1)])
def test_a_model_of_all_classes_has_a_milestone_of_each_class_and_one_of_all(
    results, model, losses
):
    folder = results / f"gan/{model}/seed0"
    shared, own = (h5py.File(folder / f"gan_{cls}_epoch1.h5") for cls in ("all", "V"))
    with shared, own:
        assert shared["losses"].shape == own["losses"].shape == (5, losses)
        assert (shared.attrs["class"], own.attrs["class"]) == ("all", "V")
        assert own["sample"].shape == (8, 300)
    generator = keras.models.load_model(folder / "gan_V_epoch1.h5", compile=False)
    assert {x.name for x in generator.inputs} == {"latent", "template"}


@pytest.mark.parametrize("model", ["transfer", "flow"])
def test_beats_of_a_model_of_all_classes_are_of_training_patients(results, model):
    beats = read_synthetic(results / f"gan/{model}/seed0/synthetic_V.npy")
    patients = set(read_beats(results / "train.h5", ("patient",))["patient"])
    assert set(beats["patient"]) == patients
    assert len(patients) == 2


@pytest.mark.parametrize("fold", [0, 1])
def test_each_fold_has_a_gan_of_its_own_that_never_saw_its_patients(results, fold):
    here = results.with_name(f"interpatient_fold{fold}")
    trained, judged = (
        set(read_beats(here / name, ("patient",))["patient"])
        for name in ("train.h5", "validation.h5")
    )
    assert not trained & judged
    beats = read_synthetic(here / "gan/transfer/seed0/synthetic_V.npy")
    assert set(beats["patient"]) == trained
    with h5py.File(here / "gan/transfer/seed0/gan_all_epoch1.h5") as file:
        assert set(file["patients"].asstr()) == trained


@pytest.mark.parametrize("kind", ["lda", "cnn"])
def test_the_classifier_is_trained_with_the_chosen_setting(results, kind):
    choice = json.loads((results / f"choice/{kind}/transfer.json").read_text())
    assert choice["chosen"] in choice["settings"]
    assert len(choice["settings"]) == len(Arm.from_config(MODELS["arms"]["transfer"]).grid()) == 2
    assert np.shape(choice["macro_f1"]) == (2, 1)
    folder = results / f"classifier/{kind}/transfer/seed0"
    counts = json.loads((folder / "training_set.json").read_text())
    wanted = round(choice["chosen"]["amount"] * counts["real"]["N"]) - counts["real"]["V"]
    assert counts["added"]["V"] == max(0, wanted)


def test_a_control_has_as_many_beats_as_its_screen(results):
    folder = results / "gan/transfer/seed0"
    pool, screened, control = (
        read_synthetic(folder / f"{name}_V.npy")
        for name in ("synthetic", "screened_distance", "control_distance")
    )
    assert len(control["waveform"]) == len(screened["waveform"])
    assert np.array_equal(control["waveform"], pool["waveform"][control["row"]])
    assert (np.diff(control["row"]) > 0).all()


def test_it_says_for_whom_each_beat_of_transfer_is(results):
    folder = results / "gan/transfer/seed0"
    origin = pd.read_csv(folder / "origin_V.csv", dtype=str)
    assert origin["template_patient"].tolist() == (
        read_synthetic(folder / "synthetic_V.npy")["patient"].tolist()
    )
    assert set(origin["model"] + origin["class"] + origin["epoch"]) == {"transferV1"}


def test_a_screen_by_label_keeps_beats_of_the_pool(results):
    folder = results / "gan/hinge/seed0"
    pool, kept = (read_synthetic(folder / f"{n}_V.npy") for n in ("synthetic", "screened_label"))
    summary = json.loads((folder / "screen_label_V.json").read_text())
    assert len(kept["waveform"]) == summary["kept"] == summary["wanted"]
    assert {w.tobytes() for w in kept["waveform"]} <= {w.tobytes() for w in pool["waveform"]}


def test_a_screen_asks_the_discriminator_of_ones_own_model(results):
    summary = json.loads((results / "gan/own/seed0/screen_discriminator_V.json").read_text())
    assert summary["kept"] == summary["wanted"] > 0


def test_the_report_shows_every_model(results):
    page = (results.parent / "report.html").read_text()
    for model in ("wgan", "hinge", "transfer", "flow", "own", "own_mixture"):
        assert f'"class": "V", "model": "{model}"' in page
    assert "Wasserstein loss" in page
    assert "hinge loss" in page


def test_the_quality_of_a_gans_beats_is_measured(results):
    table = read_quality_folder(results.parent / "parts/quality")
    assert set(table["model"]) >= {"wgan", "hinge", "transfer", "flow", "own", "own_mixture"}
    table = table[table["model"] == "transfer"]
    assert set(zip(table["seed"], table["class"], strict=True)) == {(0, "V")}
    found = table.set_index("measure")
    # Untrained, it is far from real beats.
    assert found.loc["precision", "value"] < found.loc["precision", "floor"]
    summary = summarise_quality(table).set_index("measure")
    assert summary.loc["precision", "value"] == found.loc["precision", "value"]
    assert summary.loc["precision", "gans"] == 1
