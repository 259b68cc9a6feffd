"""From a folder of records to a running workflow in two commands."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT, copy_project
from dry_runs import dry_run
from evenbeat.beats.table import read_beats
from evenbeat.cli.main import main
from evenbeat.data.records_table import read_records_table
from wfdb_folders import write_folder


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """Give a clone in which the first command has been run, as one would type it."""
    folder = tmp_path_factory.mktemp("described")
    records = write_folder(folder / "mine")
    copy_project(folder / "clone")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "evenbeat",
            "describe",
            "../mine",
            "-o",
            "config/mine.yaml",
        ],
        cwd=folder / "clone",
        env=os.environ | {"PYTHONPATH": str(ROOT / "workflow/scripts")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("next: snakemake --cores 2 --configfile config/mine.yaml\n")
    assert records.exists()
    return folder / "clone"


def test_the_whole_workflow_is_planned(described):
    done = dry_run(described, "-n", "--configfile", "config/mine.yaml")
    assert done.returncode == 0, done.stdout
    assert "render_report" in done.stdout
    assert "results/mine/report.html" in done.stdout


@pytest.mark.processes
def test_fetch_filter_segment_and_split_take_it(described):
    done = subprocess.run(
        [
            *(sys.executable, "-m", "snakemake", "--cores", "2"),
            *("results/mine/interpatient/train.h5", "results/mine/intrapatient/train.h5"),
            *("results/mine/interpatient/held_out.h5", "--configfile", "config/mine.yaml"),
        ],
        cwd=described,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    rows = read_records_table(described / "config/mine.tsv")
    for side in ("train", "test"):
        beats = read_beats(described / f"results/mine/interpatient/{side}.h5")
        assert set(beats["label"]) == {"N", "S", "V"}
        own = {f"mine/{record}" for record, row in rows.items() if row["split"] == side}
        assert set(beats["record"]) == own


def test_an_existing_configuration_is_not_replaced(described, capsys, monkeypatch):
    monkeypatch.chdir(described)
    before = (described / "config/mine.yaml").read_bytes()
    assert main(["describe", "../mine", "-o", "config/mine.yaml", "--seed", "5"]) == 1
    assert "--force" in capsys.readouterr().err
    assert (described / "config/mine.yaml").read_bytes() == before


def test_a_folder_that_is_a_file_of_another_is_named(tmp_path, capsys):
    write_folder(tmp_path / "mine", 2)
    (tmp_path / "file").touch()
    assert main(["describe", str(tmp_path / "mine"), "-o", str(tmp_path / "file/mine.yaml")]) == 1
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--test-share", "2"], "'2': expected a number between 0 and 1"),
        (["--test-share", "abc"], "'abc': expected a number between 0 and 1"),
        (["-o", "x.txt"], "expected a file name with the suffix .yaml or .yml"),
    ],
)
def test_a_wrong_call_is_a_usage_error(arguments, message, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["describe", "mine", *arguments])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_the_next_command_can_be_pasted(tmp_path, capsys):
    path = tmp_path / "my files" / "a.yaml"
    assert main(["describe", str(write_folder(tmp_path / "mine", 2)), "-o", str(path)]) == 0
    assert f"--configfile '{path}'\n" in capsys.readouterr().out
    assert f"--configfile '{path}'\n" in path.read_text()
