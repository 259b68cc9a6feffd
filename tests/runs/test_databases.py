"""Other rates, leads, symbols and annotators: trained on, and scored on as external."""

import hashlib
import json

import numpy as np
import pytest
import wfdb
import yaml
from conftest import ROOT
from evenbeat.beats.table import read_attributes, read_beats, select
from evenbeat.simulation.database import simulate_database

from runs.small_run import CONFIG, DATABASE, REPORT

SMALL = yaml.safe_load((ROOT / CONFIG).read_text())
SIMULATION = SMALL["simulation"]["small"]
TWELVE = ["I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6"]
RECORDS = ["s01", "s02", "s03"]


def make_database(folder, rate, form, leads, symbols, annotator):
    """Simulate the small run's patients as another recorder and other annotators would have them.

    `leads` are names with the standard leads they stand for, `symbols` the letters that the
    annotators use for those of the simulation.
    """
    patients = {
        name: patient | {"leads": list(leads)} for name, patient in SIMULATION["patients"].items()
    }
    recorder = SIMULATION["recorder"] | {"sampling_rate": rate, "format": form}
    simulate_database(
        folder, SIMULATION | {"recorder": recorder, "leads": leads, "patients": patients}
    )
    for name in RECORDS:
        annotation = wfdb.rdann(str(folder / name), "atr")
        (folder / f"{name}.atr").unlink()
        renamed = [symbols.get(symbol, symbol) for symbol in annotation.symbol]
        wfdb.wrann(name, annotator, annotation.sample, symbol=renamed, write_dir=str(folder))
    list_checksums(folder)


def list_checksums(folder):
    files = sorted(path for path in folder.iterdir() if path.name != "SHA256SUMS.txt")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.name}\n" for path in files]
    (folder / "SHA256SUMS.txt").write_text("".join(lines))


def describe(url, annotator, leads, **symbols):
    return {
        "url": url,
        "checksums": None,
        "records": "tests/runs/small_records.tsv",
        "annotator": annotator,
        "leads": leads,
        "symbols": symbols,
    }


def append_annotation(folder, name, annotator, sample):
    annotation = wfdb.rdann(str(folder / name), annotator)
    samples = np.append(annotation.sample, sample)
    wfdb.wrann(name, annotator, samples, symbol=[*annotation.symbol, "N"], write_dir=str(folder))


@pytest.fixture(scope="module")
def databases(tmp_path_factory):
    """Make three databases; the one of 250 Hz has what old and careless databases have."""
    folder = tmp_path_factory.mktemp("databases")
    for name in ("holter", "careless", "clinic"):
        (folder / name).mkdir()
    make_database(folder / "holter", 128, "212", {"ECG1": "II"}, {"V": "r"}, "ecg")
    make_database(folder / "careless", 250, "212", {"V1": "V1", "II": "II"}, {}, "atr")
    twelve = {lead: lead for lead in TWELVE}
    make_database(folder / "clinic", 257, "16", twelve, {"N": "B", "A": "S"}, "atr")

    careless = folder / "careless"
    append_annotation(careless, "s02", "atr", 15_600)  # of 15,000
    header = careless / "s01.hea"
    header.write_text(header.read_text().replace(" 200(1024)/mV", " 0(1024)/mV"))
    for superseded in ("s01.hea-", "s01.atr-"):
        (careless / superseded).write_text("an older version")
    list_checksums(careless)
    return {
        "holter": describe(str(folder / "holter"), "ecg", [], N=["N"], V=["r"], S=["A", "J"]),
        "careless": describe(
            careless.as_uri(), "atr", ["MLII", "II"], N=["N"], V=["V"], S=["A", "J"]
        ),
        "clinic": describe(str(folder / "clinic"), "atr", ["II"], N=["B"], V=["V"], S=["S", "J"]),
    }


@pytest.fixture(scope="module")
def scored(undisturbed, databases, copy_run):
    run = copy_run(undisturbed)
    run.complete(config={"databases": databases, "run": {"external": list(databases)}})
    return run


def split_folder(run, name):
    return run.folder / f"results/small/external_{name}"


@pytest.mark.parametrize("name", ["holter", "careless", "clinic"])
def test_an_external_database_is_scored_with_the_same_classifier(undisturbed, scored, name):
    metrics = json.loads(
        (split_folder(scored, name) / "classifier/lda/gan_screened/seed0/metrics.json").read_text()
    )
    test = read_beats(split_folder(scored, name) / "test.h5")
    assert metrics["split"] == f"external_{name}"
    assert {cls: one["support"] for cls, one in metrics["per_class"].items()} == {
        cls: np.count_nonzero(test["label"] == cls) for cls in ("N", "V")
    }
    assert set(test["record"]) == {f"{name}/{record}" for record in RECORDS}
    # Nothing is trained anew.
    before, after = undisturbed.contents(), scored.contents()
    models = [path for path in before if "/gan/" in path or path.endswith("model.skops")]
    assert models
    assert all(before[path] == after[path] for path in models)
    page = (scored.folder / REPORT).read_text()
    card = page[page.index(f'id="card-external_{name}"') :].partition("</article>")[0]
    assert "The run has no arm to compare with" in card


def beats_of(run, database, record):
    beats = read_beats(run.folder / database / "beats.h5")
    return select(beats, beats["record"] == f"{database.rpartition('/')[2]}/{record}")


@pytest.mark.parametrize("name", ["holter", "careless", "clinic"])
@pytest.mark.parametrize("record", RECORDS)
def test_the_same_heart_gives_the_same_beats(scored, name, record):
    """The recorders differ, and so does the noise; the median beat of a patient does not."""
    found = beats_of(scored, f"results/small/databases/{name}", record)
    expected = beats_of(scored, DATABASE, record)
    assert found["symbol"].shape == expected["symbol"].shape
    assert found["rhythm"] == pytest.approx(expected["rhythm"], abs=0.03)
    for cls in ("N", "V"):
        medians = [
            np.median(one["waveform"][one["label"] == cls], axis=0) for one in (found, expected)
        ]
        assert np.corrcoef(medians)[0, 1] > 0.99
        assert np.ptp(medians[0]) == pytest.approx(np.ptp(medians[1]), rel=0.1)


def test_leads_are_taken_by_preference(scored):
    leads = {
        name: set(
            read_attributes(scored.folder / f"results/small/databases/{name}/beats.h5")["leads"]
        )
        for name in ("holter", "careless", "clinic")
    }
    assert leads == {"holter": {"ECG1"}, "careless": {"II"}, "clinic": {"II"}}


def test_a_beat_past_the_end_is_left_out_and_reported(scored):
    attributes = read_attributes(scored.folder / "results/small/databases/careless/beats.h5")
    assert attributes["beats_outside"].tolist() == [0, 1, 0]
    report = (scored.folder / REPORT).read_text()
    assert "1 beats are annotated outside their record" in report


def test_a_gain_of_zero_and_superseded_files(scored):
    fetched = {path.name for path in (scored.folder / "resources/careless").iterdir()}
    assert not [name for name in fetched if name.endswith("-")]
    zero, default = (
        beats_of(scored, path, "s01")["waveform"]
        for path in ("results/small/databases/careless", DATABASE)
    )
    assert np.ptp(np.median(zero, axis=0)) == pytest.approx(
        np.ptp(np.median(default, axis=0)), rel=0.1
    )


def test_databases_of_other_rates_and_equal_names_are_trained_on_together(
    undisturbed, databases, copy_run
):
    run = copy_run(undisturbed)
    both = ["small", "clinic"]
    run.complete(config={"databases": databases, "run": {"databases": both, "arms": ["none"]}})
    folder = run.folder / "results/small"
    train, test = (read_beats(folder / f"interpatient/{side}.h5") for side in ("train", "test"))
    assert set(train["record"]) == {f"{name}/{record}" for name in both for record in RECORDS[:2]}
    assert set(train["patient"]) == set(train["record"])
    assert set(train["symbol"]) == {"N", "B", "V"}
    assert set(test["record"]) == {"small/s03", "clinic/s03"}
    attributes = read_attributes(folder / "interpatient/train.h5")
    assert attributes["databases"].tolist() == both
    assert attributes["record_sampling_rates"].tolist() == [360] * 3 + [257] * 3
    place = "classifier/lda/none/seed0/metrics.json"
    supports = {
        split: json.loads((folder / split / place).read_text())["per_class"]["V"]["support"]
        for split in ("interpatient", "interpatient_small", "interpatient_clinic")
    }
    assert (
        supports["interpatient"] == supports["interpatient_small"] + supports["interpatient_clinic"]
    )
    assert min(supports.values()) > 0
    page = (run.folder / REPORT).read_text()
    assert 'data-split="interpatient_clinic"' in page
    assert "clinic/s03" in page


def test_a_patient_from_the_headers_is_on_one_side_before_anything_is_trained(
    undisturbed, databases, copy_run
):
    run = copy_run(undisturbed)
    table = (ROOT / "tests/runs/small_records.tsv").read_text()
    for record in RECORDS:
        table = table.replace(f"\t{record}\t", "\t\t")
    (run.folder / "unnamed.tsv").write_text(table)
    described = databases["clinic"] | {"records": "unnamed.tsv"}
    run_of = {"run": {"databases": ["clinic"]}}
    output = run.fail("-n", config=run_of | {"databases": {"clinic": described}})
    assert "unnamed.tsv: s01, s02, s03 have no patient" in output
    described["patient_pattern"] = r"seed (\d+)"  # the same in all headers
    output = run.fail(
        "results/small/interpatient/train.h5",
        config=run_of | {"databases": {"clinic": described}},
    )
    assert (
        "patient clinic/1 has training records clinic/s01, clinic/s02 and test records clinic/s03"
        in output
    )


def test_leads_that_no_record_has_are_named_before_anything_is_trained(
    undisturbed, databases, copy_run
):
    run = copy_run(undisturbed)
    described = databases["careless"] | {"leads": ["MLII"]}
    output = run.fail(
        "results/small/databases/careless/beats.h5",
        config={"databases": {"careless": described}, "run": {"databases": ["careless"]}},
    )
    assert "databases.careless.leads: no record has MLII" in output


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"url": "nowhere"}, "SHA256SUMS.txt could not be fetched"),
        ({"annotator": "qrs"}, "s01.qrs is not in the checksum list"),
        ({"symbols": {"N": ["Q"]}}, "no external beat has class N"),
    ],
)
def test_a_wrong_description_is_named(undisturbed, databases, copy_run, change, message):
    run = copy_run(undisturbed)
    wrong = databases["holter"] | change
    output = run.fail(
        "results/small/external_holter/test.h5",
        config={"databases": {"holter": wrong}, "run": {"external": ["holter"]}},
    )
    assert message in output
