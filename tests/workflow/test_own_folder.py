"""A folder of one's own records: without a list, with one, and with a newer one."""

import hashlib

import pytest
import yaml
from conftest import ROOT, planned_jobs, snakemake
from evenbeat.beats.table import read_attributes, read_beats
from evenbeat.simulation.database import simulate_database

SMALL = yaml.safe_load((ROOT / "tests/runs/small.yaml").read_text())
BEATS = "results/own/databases/own/beats.h5"
AGAIN = {"filter_records": 1, "segment_beats": 1}


def write_table(project, *records):
    rows = [f"{record}\tpatient of {record}\ttrain\n" for record in records]
    (project / "own.tsv").write_text("".join(["record\tpatient\tsplit\n", *rows[:-1]]))
    with open(project / "own.tsv", "a") as file:
        file.write(rows[-1].replace("train", "test"))


def write_list(folder):
    """Write it as `sha256sum` does for `./*` and folders in it."""
    files = sorted(path for path in folder.rglob("*.*") if path.name != "SHA256SUMS.txt")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.relative_to(folder)}\n"
        for path in files
    ]
    (folder / "SHA256SUMS.txt").write_text("".join(lines))


@pytest.fixture(scope="module")
def own(project):
    """Give a folder of three records: one in a folder, one with a signal file of another name."""
    folder = project / "own"
    folder.mkdir()
    simulate_database(folder, SMALL["simulation"]["small"] | {"minutes": 0.5})
    (folder / "SHA256SUMS.txt").unlink()
    (folder / "p00").mkdir()
    for suffix in ("hea", "dat", "atr"):
        (folder / f"s01.{suffix}").rename(folder / f"p00/s01.{suffix}")
    (folder / "s02.dat").rename(folder / "signals.mat")
    header = folder / "s02.hea"
    header.write_text(header.read_text().replace("s02.dat", "signals.mat"))
    return folder


def test_an_own_folder_is_read_and_only_what_changes_reruns(project, own):
    config = {
        "pathvars": {"results": "results/own"},
        "run": {"databases": ["own"], "splits": ["interpatient"]},
        "databases": {
            "own": SMALL["databases"]["small"]
            | {"url": "own", "checksums": None, "records": "own.tsv"}
        },
    }
    write_table(project, "p00/s01", "s02")
    done = snakemake(project, BEATS, config=config)
    assert done.returncode == 0, done.stdout
    beats, attributes = read_beats(project / BEATS), read_attributes(project / BEATS)
    assert set(beats["record"]) == {"own/p00/s01", "own/s02"}
    assert not attributes["published_checksums"]
    assert planned_jobs(project, BEATS, config=config) == {}

    write_table(project, "p00/s01", "s02", "s03")
    new = {"fetch_signal": 1, "fetch_annotations": 1}
    assert planned_jobs(project, BEATS, config=config) == new | AGAIN
    with open(own / "p00/s01.hea", "a") as file:
        file.write("# another comment\n")
    (own / "s99.hea").write_text("a record that the table does not name")
    write_list(own)
    assert planned_jobs(project, BEATS, config=config) == new | {"fetch_signal": 2} | AGAIN
    done = snakemake(project, BEATS, config=config)
    assert done.returncode == 0, done.stdout
    assert read_attributes(project / BEATS)["published_checksums"]
    assert (project / "resources/own/p00/s01.hea").read_text().endswith("# another comment\n")
    own.rename(project / "elsewhere")
    assert planned_jobs(project, BEATS, config=config) == {}
