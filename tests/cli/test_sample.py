import sys

import numpy as np
import pytest
from conftest import forged
from evenbeat.cli.main import main
from evenbeat.gan.untrained import write_untrained


def sample(path, *arguments):
    return main(["sample", str(path), "-n", "5", *map(str, arguments)])


def test_the_same_seed_gives_the_same_bytes(untrained, tmp_path, capsys):
    contents = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        assert sample(untrained["hinge"], "--seed", seed, "-o", tmp_path / f"{name}.npy") == 0
        contents.append((tmp_path / f"{name}.npy").read_bytes())
    assert contents[0] == contents[1] != contents[2]
    assert "5 synthetic beats of class V: " in capsys.readouterr().out


def test_patients_are_listed_and_chosen(untrained, tmp_path, capsys):
    assert main(["sample", str(untrained["transfer"]), "--list-patients"]) == 0
    assert capsys.readouterr().out == "a\nb\nc\n"
    assert main(["sample", str(untrained["blog"]), "--list-patients"]) == 0
    assert capsys.readouterr().out == "this model has no patients\n"
    assert sample(untrained["transfer"], "--patient", "b", "-o", tmp_path / "b.csv") == 0
    assert (tmp_path / "b.csv").read_text().count("\nV,b,") == 5


def test_a_record(untrained, tmp_path):
    path = tmp_path / "gan_V_epoch1.h5"
    path.write_bytes(untrained["blog"].read_bytes())
    with forged(path) as file:
        file.attrs["sampling_rate"] = 360
    assert sample(path, "-o", tmp_path / "folder/record") == 0
    assert {file.suffix for file in (tmp_path / "folder").iterdir()} == {".dat", ".hea", ".atr"}
    assert sample(path, "-o", tmp_path / "folder/record") == 1  # it exists
    assert sample(path, "-o", tmp_path / "folder/record", "--force", "--before", "400") == 1
    assert sample(path, "-o", tmp_path / "folder/record", "--force", "--before", "90") == 0


def refused(path, capsys, *arguments):
    """Tell what the command says when it refuses; nothing may be left behind."""
    folder = arguments[1].parent
    before = sorted(folder.iterdir()) if folder.is_dir() else []
    assert sample(path, *arguments) == 1
    assert (sorted(folder.iterdir()) if folder.is_dir() else []) == before
    return capsys.readouterr().err


def test_what_is_refused_leaves_nothing(untrained, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # Python would keep the own module's
    output, existing = tmp_path / "beats.npy", tmp_path / "there.npy"
    existing.touch()
    assert "--force" in refused(untrained["blog"], capsys, "-o", existing)
    said = refused(untrained["transfer"], capsys, "-o", output, "--patient", "z")
    assert "no patient 'z'; expected one of: a, b, c" in said
    write_untrained(tmp_path / "none.h5", "3 training beats", {"class": "F", "model": "blog"})
    assert "3 training beats" in refused(tmp_path / "none.h5", capsys, "-o", output)
    assert "cannot be read" in refused(tmp_path / "nothing.h5", capsys, "-o", output)
    (tmp_path / "bad.py").write_text("1 / 0")
    said = refused(untrained["blog"], capsys, "-o", output, "--module", tmp_path / "bad.py")
    assert "bad.py raised ZeroDivisionError" in said
    assert existing.name in refused(untrained["blog"], capsys, "-o", existing / "beats.npy")
    assert "name of a WFDB record" in refused(untrained["blog"], capsys, "-o", tmp_path / "a b")
    (tmp_path / "record.hea").mkdir()
    said = refused(untrained["blog"], capsys, "-o", tmp_path / "record", "--force")
    assert "record.hea is a folder" in said


@pytest.mark.parametrize(
    "wrong",
    [
        ["-o", "beats.txt"],
        [],
        ["-o", ""],
        ["-o", "."],
        *[["-n", n, "-o", "x"] for n in ("0", "-1", "1000001", "many")],
    ],
)
def test_a_wrong_call(untrained, wrong):
    with pytest.raises(SystemExit) as ended:
        main(["sample", str(untrained["blog"]), *wrong])
    assert ended.value.code == 2


def test_only_a_checkpoint_is_read(tmp_path):
    with pytest.raises(SystemExit) as ended:
        sample(tmp_path / "beats.npy", "-o", tmp_path / "more.npy")
    assert ended.value.code == 2


def test_an_array_is_what_a_model_makes(untrained, tmp_path):
    assert sample(untrained["blog"], "-o", tmp_path / "beats.npy") == 0
    assert np.load(tmp_path / "beats.npy").shape == (5, 300)
