"""The examples of docs/ run, and do what they say."""

import re
import runpy
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from conftest import ROOT, forged
from evenbeat.gan.identity import GanId
from evenbeat.gan.training_stage import train_stage

EXAMPLES = ROOT / "docs/examples"


@pytest.fixture(scope="module")
def balance():
    """Give what balance.py has computed."""
    return runpy.run_path(str(EXAMPLES / "balance.py"))


def test_balance_scores_a_pipeline_on_other_patients(balance):
    X, y = balance["X"], balance["y"]
    assert X.shape == (1200, 301)
    assert np.mean(y == "V") == pytest.approx(0.04)
    assert balance["scores"].shape == (4,)
    assert (balance["scores"] > 0.4).all()


def test_the_pipeline_of_the_page_is_scored(balance):
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/samplers.md").read_text(), re.DOTALL)[1]
    names = {"X": balance["X"][::4], "y": balance["y"][::4]}
    exec(code, names)
    assert names["scores"].shape == (5,)
    assert np.isfinite(names["scores"]).all()


def test_plot_checkpoint_plots_beats_of_a_model(tmp_path, beats_of_patients, monkeypatch):
    module, checkpoint = ROOT / "docs/own_mixture.py", tmp_path / "gan_V_epoch2.h5"
    beats = {name: column for name, column in beats_of_patients.items() if name != "sampling_rate"}
    train_stage(
        checkpoint,
        None,
        GanId("interpatient", "mine", 0, "V"),
        "2",
        beats | {"held_out": np.zeros(24, dtype=bool)},
        {"sampling_rate": 360, "filter": "bandpass", "scaling": "per_record"},
        {"components": 2},
        epochs=2,
        sample=3,
        module=str(module),
    )
    picture = tmp_path / "V.png"
    with mpl.rc_context({"backend": "agg"}):
        arguments = ["plot_checkpoint.py", str(checkpoint), str(picture), str(module)]
        monkeypatch.setattr(sys, "argv", arguments)
        plotted = runpy.run_path(str(EXAMPLES / "plot_checkpoint.py"))
    assert plotted["beats"].shape == (30, 300)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert plotted["axes"].get_title() == "mine, class V, epoch 2: synthetic beats"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "usage: python docs/examples"), (["no.h5", "V.png"], r"no\.h5 cannot be read")],
)
def test_plot_checkpoint_says_how_it_is_used(arguments, message, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["plot_checkpoint.py", *arguments])
    with pytest.raises(SystemExit, match=message):
        runpy.run_path(str(EXAMPLES / "plot_checkpoint.py"))


def test_plot_checkpoint_refuses_one_of_all_classes(tmp_path, monkeypatch):
    path = tmp_path / "gan_all_epoch4.h5"
    about = GanId("interpatient", "transfer", 0, "all").to_attributes()
    with forged(path, "w") as file:
        file.attrs.update(about | {"trained": True, "epoch": "4", "sampling_rate": 360})
    monkeypatch.setattr(sys, "argv", ["plot_checkpoint.py", str(path), "V.png"])
    with pytest.raises(SystemExit, match="of all classes; expected one of a single class"):
        runpy.run_path(str(EXAMPLES / "plot_checkpoint.py"))


def test_judge_plans_a_run_with_ones_own_model(project):
    done = subprocess.run(
        [sys.executable, "docs/examples/judge.py", "docs/own_mixture.py", "-n"],
        cwd=project,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "results/judge/interpatient/gan/mine/seed0/gan_F_epoch40.h5" in done.stdout
    assert "docs/own_mixture.py" in done.stdout


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.stem)
def test_an_example_is_short_and_says_how_to_run_it(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 50
    assert f"    python docs/examples/{path.name}" in text.split('"""')[1]
