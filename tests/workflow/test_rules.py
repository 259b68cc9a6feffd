"""Each rule's contract, on one finished run of the demonstration."""

import hashlib
import json
import re
import zipfile
from pathlib import Path

import h5py
import keras
import numpy as np
import pandas as pd
import pytest
import yaml
from conftest import REPORT, ROOT, planned_jobs, snakemake
from evenbeat.artifacts.kinds import ENDINGS
from evenbeat.beats.reference import LEAST_SHARE
from evenbeat.beats.rhythm import RHYTHM
from evenbeat.beats.table import read_beats, select
from evenbeat.cli.main import main
from evenbeat.report.html import read_svg
from PIL import Image

CONFIG = yaml.safe_load((ROOT / "config/config.yaml").read_text())
DEMO = yaml.safe_load((ROOT / "config/demo.yaml").read_text())
RECORDS = pd.concat(
    [
        pd.read_csv(ROOT / DEMO["databases"][name]["records"], sep="\t").assign(database=name)
        for name in DEMO["run"]["databases"]
    ]
)
NAMES = RECORDS["database"] + "/" + RECORDS["record"]
PLACES = list(RECORDS[["database", "record"]].itertuples(index=False, name=None))
RATE = CONFIG["signal"]["sampling_rate"]
SPLITS = DEMO["run"]["splits"]
CHECKPOINTS = {model: own["checkpoints"] for model, own in DEMO["gan"]["models"].items()}
GANS = [
    (split, model, seed, cls)
    for model, of in CHECKPOINTS.items()
    for split in SPLITS
    for seed in range(DEMO["gan"]["seeds"])
    for cls in of[split]
    if of[split][cls]
]
SCREENED = [gan for gan in GANS if gan[1] == "blog"]
# Each GAN seed has its own classifiers.
SEEDS_PER_GAN = DEMO["classifier"]["seeds"]
ARMS = [
    (split, arm, seed)
    for split in SPLITS
    for arm in DEMO["run"]["arms"]
    for seed in range(DEMO["gan"]["seeds"] * SEEDS_PER_GAN)
]
KINDS = DEMO["run"]["classifiers"]
CLASSIFIERS = [(split, kind, arm, seed) for kind in KINDS for split, arm, seed in ARMS]
NETWORKS = [row for row in CLASSIFIERS if "network" in CONFIG["classifier"]["kinds"][row[1]]]


@pytest.fixture(scope="module")
def results(finished):
    return finished / "results/demo"


def gan_folder(results, split, model, seed):
    return results / split / f"gan/{model}/seed{seed}"


def classifier_folder(results, split, kind, arm, seed):
    return results / split / "classifier" / kind / arm / f"seed{seed}"


@pytest.mark.parametrize("database", DEMO["run"]["databases"])
def test_simulate_and_fetch_verified_copies(finished, database):
    source = finished / "resources/simulated_source" / database
    fetched = finished / "resources" / database
    listed = dict(
        line.split()[::-1] for line in (source / "SHA256SUMS.txt").read_text().splitlines()
    )
    assert len(listed) == 3 * (RECORDS["database"] == database).sum()
    for name, digest in listed.items():
        assert hashlib.sha256((fetched / name).read_bytes()).hexdigest() == digest
        if name.endswith(".hea"):
            assert "SIMULATED" in (fetched / name).read_text()


@pytest.mark.parametrize(("database", "record"), PLACES)
def test_filter_records(results, database, record):
    simulation = DEMO["simulation"][database]
    with h5py.File(results / f"databases/{database}/filtered/{record}.h5") as file:
        assert file["signal"].attrs["unit"].startswith("mV")
        assert file["signal"].shape == (simulation["minutes"] * 60 * RATE,)
        assert [file.attrs["lead"]] == DEMO["databases"][database]["leads"]
        assert file.attrs["record"] == f"{database}/{record}"
        assert file.attrs["record_sampling_rate"] == simulation["recorder"]["sampling_rate"]
        assert abs(file["signal"][()].mean()) < 0.05


@pytest.mark.parametrize(("database", "record"), PLACES)
def test_segment_beats(results, database, record):
    beats = beats_of_database(results, database)
    beats = select(beats, beats["record"] == f"{database}/{record}")
    n = len(beats["label"])
    assert beats["waveform"].shape == (n, 300)
    assert beats["rhythm"].shape == (n, 6)
    before = beats["rhythm"][:, RHYTHM.index("before_to_mean")]
    # Zero stands for the interval that a record's first beat does not have.
    usual = (before >= np.log(LEAST_SHARE)) & (before != 0)
    median = np.median(beats["waveform"][usual], axis=0)
    assert beats["template"] == pytest.approx(np.tile(median, (n, 1)), abs=1e-6)
    assert set(beats["record"]) == set(beats["patient"]) == {f"{database}/{record}"}
    assert (np.diff(beats["sample"]) > 0).all()
    assert np.isfinite(beats["waveform"]).all()
    assert np.isfinite(beats["rhythm"]).all()


def beats_of_database(results, database):
    return read_beats(results / f"databases/{database}/beats.h5")


@pytest.mark.parametrize("database", DEMO["run"]["databases"])
def test_beats_are_in_the_order_of_the_records_table(results, database):
    record = beats_of_database(results, database)["record"]
    assert list(dict.fromkeys(record)) == list(NAMES[RECORDS["database"] == database])
    assert np.count_nonzero(record[1:] != record[:-1]) == len(set(record)) - 1


def test_interpatient_sides_have_no_record_in_common(results):
    sides = {side: read_beats(results / f"interpatient/{side}.h5") for side in ("train", "test")}
    for side, beats in sides.items():
        assert set(beats["record"]) == set(NAMES[RECORDS["split"] == side])
        assert set(beats["label"]) == set("NSVF")


def test_intrapatient_sides_share_records_but_no_beat(run):
    """The demonstration has no such split; its beats have."""
    config, target = {"run": {"splits": ["intrapatient"]}}, "results/demo/intrapatient/train.h5"
    done = snakemake(run, target, config=config)
    assert done.returncode == 0, done.stdout
    results = run / "results/demo"
    sides = [read_beats(results / f"intrapatient/{side}.h5") for side in ("train", "test")]
    keys = [set(zip(beats["record"], beats["sample"], strict=True)) for beats in sides]
    assert not keys[0] & keys[1]
    assert len(keys[0]) + len(keys[1]) == sum(
        len(beats_of_database(results, name)["label"]) for name in DEMO["run"]["databases"]
    )
    assert set(sides[0]["record"]) == set(NAMES)
    assert set(sides[1]["label"]) == set("NSVFQ")
    assert planned_jobs(run, target, config=config) == {}
    drawn_anew = config | {"splits": {"intrapatient": {"seed": 1}}}
    assert planned_jobs(run, target, config=drawn_anew) == {"split_intrapatient": 1}


@pytest.mark.parametrize(("split", "model", "seed", "cls"), GANS)
def test_train_gan(results, split, model, seed, cls):
    """Every milestone opens as a generator and continues the one before."""
    steps = 0
    shape = CHECKPOINTS[model][split][cls]
    for epoch in range(shape["every"], shape["last"] + 1, shape["every"]):
        path = gan_folder(results, split, model, seed) / f"gan_{cls}_epoch{epoch}.h5"
        with h5py.File(path) as file:
            assert file.attrs["trained"]
            steps += len(file["losses"])
            assert file.attrs["step"] == steps > 0
            assert file["sample"].shape == (CONFIG["gan"]["fixed_latents"], 300)
            assert (file.attrs["split"], file.attrs["class"]) == (split, cls)
    if model == "blog":
        assert keras.models.load_model(path, compile=False).output_shape == (None, 300, 1)


@pytest.mark.parametrize(("split", "model", "seed", "cls"), GANS)
def test_choose_milestone(results, split, model, seed, cls):
    folder = gan_folder(results, split, model, seed)
    choice = json.loads((folder / f"milestones_{cls}.json").read_text())
    assert choice["mmd2"][str(choice["chosen"])] == min(choice["mmd2"].values())


def wanted_beats(results, split, cls):
    labels = read_beats(results / split / "train.h5", ("label",))["label"]
    share = DEMO["arms"]["transfer"]["amount"]
    return max(0, round(share * np.sum(labels == "N")) - np.sum(labels == cls))


@pytest.mark.parametrize(("split", "model", "seed", "cls"), GANS)
def test_synthesize_beats(results, split, model, seed, cls):
    synthetic = np.load(gan_folder(results, split, model, seed) / f"synthetic_{cls}.npy")
    made = wanted_beats(results, split, cls) * DEMO["gan"]["pool_factor"]
    assert synthetic["waveform"].shape == (made, 300)


@pytest.mark.parametrize(("split", "model", "seed", "cls"), SCREENED)
def test_screen_by_discriminator(results, split, model, seed, cls):
    folder = gan_folder(results, split, model, seed)
    wanted, synthetic = wanted_beats(results, split, cls), np.load(folder / f"synthetic_{cls}.npy")
    screened = np.load(folder / f"screened_discriminator_{cls}.npy")
    summary = json.loads((folder / f"screen_discriminator_{cls}.json").read_text())
    assert len(screened) == summary["kept"] <= summary["wanted"] == wanted
    assert np.array_equal(screened, synthetic[screened["row"]])


@pytest.mark.parametrize(("split", "model", "seed", "cls"), GANS)
def test_trace_synthetic(results, split, model, seed, cls):
    folder = gan_folder(results, split, model, seed)
    origin = pd.read_csv(folder / f"origin_{cls}.csv", dtype=str)
    synthetic = np.load(folder / f"synthetic_{cls}.npy")
    assert len(origin) == len(synthetic)
    manual = (ROOT / "docs/settings_gans.md").read_text()
    assert all(f"`{column}`" in manual for column in origin)
    choice = json.loads((folder / f"milestones_{cls}.json").read_text())
    assert set(origin["epoch"]) <= {str(choice["chosen"])}
    sides = [read_beats(results / split / f"{side}.h5") for side in ("train", "test")]
    trained, tested = (
        {
            (record, str(sample)): row
            for row, (record, sample) in enumerate(
                zip(beats["record"], beats["sample"], strict=True)
            )
        }
        for beats in sides
    )
    keys = list(zip(origin["nearest_record"], origin["nearest_sample"], strict=True))
    assert not set(keys) & tested.keys()
    rows = [trained[key] for key in keys]
    with h5py.File(results / split / "held_out.h5") as file:
        assert not file["held_out"][()][rows].any()
    assert set(sides[0]["label"][rows]) <= {cls}
    assert sides[0]["patient"][rows].tolist() == origin["nearest_patient"].tolist()
    found = np.linalg.norm(synthetic["waveform"] - sides[0]["waveform"][rows], axis=1)
    assert origin["distance"].astype(float).to_numpy() == pytest.approx(found, rel=1e-5)
    owners = dict(zip(map(bytes, sides[0]["template"]), sides[0]["patient"], strict=True))
    borrowed = [owners[bytes(template)] for template in synthetic["template"]]
    assert origin["template_patient"].tolist() == borrowed


@pytest.mark.parametrize(("split", "kind", "arm", "seed"), CLASSIFIERS)
def test_train_and_score_classifiers(results, split, kind, arm, seed):
    folder = classifier_folder(results, split, kind, arm, seed)
    metrics = json.loads((folder / "metrics.json").read_text())
    test = read_beats(results / split / "test.h5", ("label", "record", "sample"))
    with h5py.File(folder / "predictions.h5") as file:
        probabilities = file["probability"][()]
        assert np.array_equal(file["sample"], test["sample"])
        assert file["label"][()].astype("U").tolist() == test["label"].tolist()
        assert (file.attrs["kind"], file.attrs["arm"]) == (kind, arm)
    assert probabilities.sum(axis=1) == pytest.approx(np.ones(len(probabilities)), abs=1e-5)
    predicted = np.array(metrics["classes"])[probabilities.argmax(axis=1)]
    assert metrics["accuracy"] == pytest.approx(np.mean(predicted == test["label"]))
    assert np.sum(metrics["confusion"]) == len(test["label"])
    counts = json.loads((folder / "training_set.json").read_text())
    assert counts["added"]["N"] == 0
    if arm != "gan_screened":
        assert (sum(counts["added"].values()) == 0) == (arm == "none")


@pytest.mark.parametrize(("split", "kind", "arm", "seed"), NETWORKS)
def test_every_arm_takes_the_same_steps(results, split, kind, arm, seed):
    curve = pd.read_csv(classifier_folder(results, split, kind, arm, seed) / "curve.csv")
    assert len(curve) == DEMO["classifier"]["kinds"][kind]["network"]["steps"]


def test_only_networks_have_a_training_curve(results):
    folders = {path.parent for path in results.glob("*/classifier/**/curve.csv")}
    assert folders == {classifier_folder(results, *row) for row in NETWORKS}


@pytest.mark.parametrize(("split", "arm", "seed"), ARMS)
def test_every_kind_sees_the_same_training_set(results, split, arm, seed):
    folders = [classifier_folder(results, split, kind, arm, seed) for kind in KINDS]
    assert len({(folder / "training_set.json").read_text() for folder in folders}) == 1


def test_compare_arms(results):
    by_seed = pd.read_csv(results / "tables/metrics_by_seed.csv")
    assert by_seed["kind"].unique().tolist() == KINDS
    for _, own in by_seed.groupby("kind"):
        listed = own[["split", "arm", "seed"]].itertuples(index=False, name=None)
        assert list(listed) == ARMS
    for row in by_seed.itertuples():
        folder = classifier_folder(results, row.split, row.kind, row.arm, row.seed)
        metrics = json.loads((folder / "metrics.json").read_text())
        assert row.macro_f1 == metrics["macro_f1"]
        beats = {name: metrics["per_class"][name]["support"] for name in row.macro_classes.split()}
        assert min(beats.values()) >= DEMO["comparison"]["min_test_beats"]
    by_arm = pd.read_csv(results / "tables/metrics_by_arm.csv")
    assert len(by_arm) == len(by_seed) // (DEMO["gan"]["seeds"] * SEEDS_PER_GAN)


@pytest.mark.parametrize("split", SPLITS)
def test_rank_features(results, split):
    table = pd.read_csv(results / f"tables/{split}/features.csv", keep_default_na=False)
    rare = [cls for cls in CONFIG["splits"][split]["classes"] if cls != "N"]
    assert set(table.columns) <= {"feature", *rare}
    areas = table.drop(columns="feature").astype(float).to_numpy()
    assert ((areas >= 0) & (areas <= 1)).all()


def test_render_report(results):
    page = (results / "report.html").read_text()
    assert "simulated" in page.lower()
    for arm in DEMO["run"]["arms"]:
        assert arm in page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("split", SPLITS)
def test_draw_arms(results, split, kind):
    picture = read_svg(results / f"figures/{split}/{kind}/scores.svg")
    for arm in DEMO["run"]["arms"]:
        assert f">{arm}</text>" in picture["svg"]
    assert f"on the test beats of {split} with {kind}" in picture["caption"]


def test_every_figure_is_there_twice_and_says_what_it_shows(results):
    figures = sorted(results.glob("figures/*/**/*[!w].svg"))  # not those that are narrow
    for figure in figures:
        assert read_svg(figure)["caption"]
        with Image.open(figure.with_suffix(".png")) as image:
            assert image.text["Title"]
    names = {figure.stem for figure in figures}
    assert names >= {"scores", "differences", "confusions", "curves"}
    assert {"blog_F_training", "blog_F_beats", "blog_F_learning"} <= names


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("split", SPLITS)
def test_resample_arms(results, split, kind):
    tables = results / "tables"
    by_seed = pd.read_csv(tables / "metrics_by_seed.csv")
    by_seed = by_seed.query(f"split == '{split}' and kind == '{kind}'")
    measures = pd.read_csv(tables / split / kind / "measures.csv", keep_default_na=False)
    macro = measures[measures["measure"] == "macro_f1"].set_index("arm")["mean"]
    expected = by_seed.groupby("arm")["macro_f1"].mean()
    assert macro.astype(float).to_dict() == pytest.approx(expected.to_dict())


def test_snakemakes_own_report_has_the_same_files_and_captions(run, tmp_path):
    done = snakemake(run, "--report", str(tmp_path / "report.zip"), REPORT)
    assert done.returncode == 0, done.stdout
    results = run / "results/demo"
    made = {path.name for path in results.glob("figures/**/*.*")}
    made = {name for name in made if not name.endswith("_narrow.svg")}
    made |= {path.name for path in results.glob("tables/**/*.csv")} | {"report.html"}
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        packed = {Path(name).name for name in archive.namelist() if "/data/raw/" in name}
        page = archive.read("report/report.html").decode().replace("\\n", " ")
    assert packed >= made
    assert read_svg(results / "figures/interpatient/cnn/scores.svg")["caption"] in page
    for category in ("Arms", "Classifiers", "GANs", "Training", "Records", "Run", "Report"):
        assert f'"{category}"' in page


def test_every_dataset_says_its_unit(results):
    for path in [
        *results.glob("*/t*.h5"),  # train and test
        results / "databases/simulated/beats.h5",
    ]:
        with h5py.File(path) as file:
            assert all(dataset.attrs["unit"] for dataset in file.values()), path


def test_the_command_knows_every_file_and_finds_it_sound(finished, capsys):
    files = [
        path
        for folder in ("results/demo", "resources/simulated", "resources/holter")
        for path in sorted((finished / folder).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    assert main(["check", *map(str, files)]) == 0
    assert capsys.readouterr().out.count(": ok\n") == len(files)
    assert main(["show", *map(str, files)]) == 0
    kinds = re.findall(r"^/.*?: (.*)", capsys.readouterr().out, re.MULTILINE)
    assert len(kinds) == len(files)
    unnamed = {"unknown kind of file", "HDF5 file of another program", *ENDINGS.values()}
    assert not unnamed & set(kinds)


def test_every_job_left_a_log(results):
    logs = {path.relative_to(results / "logs").parts[0] for path in results.glob("logs/**/*.log")}
    assert {"train_gan", "train_network", "train_estimator", "filter_records"} <= logs
    assert not [path for path in results.glob("logs/**/*.log") if "Traceback" in path.read_text()]
